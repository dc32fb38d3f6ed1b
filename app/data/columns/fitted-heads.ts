import { headName, type TableHead } from '../tables/heads.ts';
import type { ColumnsPreprocessing, FittedColumns } from './fitted.ts';

/** A head of what was fitted, and where it stands in what the network answers, and in what it should have answered. */
export interface FittedHead extends TableHead {
  name: string;
  /** Of the outputs: classes, numbers or labels. */
  outputs: { from: number; width: number };
  /** Of the answers: a class is one. */
  answered: { from: number; width: number };
}

/** The heads, in order; empty where all that is answered is of one kind. */
export function fittedHeads({ heads = [] }: Pick<FittedColumns, 'heads'>): FittedHead[] {
  let [output, answer] = [0, 0];
  return heads.map(({ width, ...head }) => {
    const found = {
      ...head,
      name: headName(head),
      outputs: { from: output, width },
      answered: { from: answer, width: head.answers === 'class' ? 1 : width },
    };
    output += width;
    answer += found.answered.width;
    return found;
  });
}

/** The settings of a table that asks for one head alone. Throws where series are asked, which have one. */
export function headSettings(settings: ColumnsPreprocessing, { answers, targets }: TableHead): ColumnsPreprocessing {
  if (settings.kind !== 'tables') throw new TypeError('only a table has heads');
  const { heads: _, ...others } = settings;
  return { ...others, answers, targets: [...targets] };
}

/** What would have been fitted if the head alone were asked for. Throws where there is no such head: a caller knows them. */
export function headView(fitted: FittedColumns, name: string): FittedColumns {
  const head = fittedHeads(fitted).find((each) => each.name === name);
  if (head === undefined) throw new TypeError(`there must be a head "${name}"`);
  const { from, width } = head.outputs;
  return {
    settings: headSettings(fitted.settings, head),
    inputs: fitted.inputs,
    targets: fitted.targets.filter(({ column }) => head.targets.includes(column)),
    answers: fitted.answers.slice(from, from + width),
    season: fitted.season,
  };
}
