import type { BlockContext, HeadContext } from '../blocks/block.ts';
import { type ColumnsPreprocessing, codedFeatures, type FittedColumns, featureCount, rowParts } from './columns/fitted.ts';
import { type ImagePreprocessing, imageShape } from './images.ts';
import type { Preprocessing } from './preprocessing.ts';
import { stepFeatures, stepsIn } from './series/preprocessing.ts';
import type { TableFacts } from './tables/facts.ts';
import { headName, type TableHead } from './tables/heads.ts';
import type { TextFacts } from './texts/facts.ts';
import { codeCount, type FittedText, textShape } from './texts/fitted.ts';
import type { TextPreprocessing } from './texts/preprocessing.ts';

/** What a model meets in a dataset. */
export interface ModelledData {
  preprocessing: Preprocessing;
  classes: readonly unknown[];
  texts: TextFacts | null;
  table: TableFacts | null;
}

/** What the blocks must know of a dataset; null while its texts or columns are not prepared. */
export function blockContextOf({ preprocessing, classes, texts, table }: ModelledData): BlockContext | null {
  switch (preprocessing.kind) {
    case 'images':
      return imageContext(preprocessing, classes.length);
    case 'texts':
      return texts === null ? null : textContext(preprocessing, texts, classes.length);
    case 'tables':
    case 'series':
      return table === null ? null : columnsContext(preprocessing, table, classes.length, headsIn(table));
  }
}

/** Of images: [height, width, channels]. */
export const imageContext = (images: ImagePreprocessing, classes: number): BlockContext => ({
  input: imageShape(images),
  data: { kind: 'images' },
  classes,
});

/** Of texts as they were fitted: [timesteps] of tokens, or numbers. */
export const fittedContext = (fitted: FittedText, classes: number): BlockContext =>
  textContext(fitted.settings, { codes: codeCount(fitted), shape: textShape(fitted) }, classes);

/** Of tables and series as they were fitted: [features], or [timesteps, features]. */
export const fittedColumnsContext = (fitted: FittedColumns): BlockContext =>
  columnsContext(
    fitted.settings,
    { features: featureCount(fitted), codes: codedFeatures(fitted), parts: rowParts(fitted) },
    fitted.answers.length,
    fitted.heads?.map(({ width, ...head }) => headContext(head, width)),
  );

/** `classes`: how many a row may have; of numbers and labels their names are the targets. */
function columnsContext(
  settings: ColumnsPreprocessing,
  { features, codes = [], parts = [] }: Pick<TableFacts, 'features' | 'codes' | 'parts'>,
  classes: number,
  heads?: readonly HeadContext[],
): BlockContext {
  const coded = codes.length > 0 ? { codes } : {};
  const answers = blockAnswers[settings.answers];
  if (settings.kind === 'tables') {
    const mixed = parts.length > 0 ? { parts } : {};
    const row = { input: [features], data: { kind: 'numbers', of: 'rows', ...coded, ...mixed } } as const;
    if (answers === 'several') return { ...row, classes: sum(heads?.map((head) => head.classes) ?? []), answers, heads: heads ?? [] };
    return { ...row, classes: answers === 'item' ? classes : settings.targets.length, answers };
  }
  return {
    input: [stepsIn(settings), stepFeatures(settings, features)],
    data: { kind: 'numbers', of: 'series', ...coded },
    classes: settings.answers === 'class' ? classes : settings.horizon * settings.targets.length,
    answers,
    ...(settings.quantiles.length > 0 && { shares: settings.quantiles }),
  };
}

const headsIn = ({ heads }: TableFacts): HeadContext[] | undefined =>
  heads?.map(({ classes, ...head }) => headContext(head, head.answers === 'class' ? classes.length : head.targets.length));

const headContext = (head: TableHead, classes: number): HeadContext => ({
  name: headName(head),
  columns: head.targets,
  answers: headWords[head.answers],
  classes,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const headWords = { class: 'item', numbers: 'numbers', labels: 'labels' } as const;
/** What the blocks call what is answered. */
export const blockAnswers = { ...headWords, tags: 'step', next: 'next', several: 'several' } as const;

function textContext(
  { encoding, answers }: Pick<TextPreprocessing, 'encoding' | 'answers'>,
  { codes, shape, vectors }: Pick<TextFacts, 'codes' | 'shape'> & { vectors?: TextFacts['vectors'] },
  classes: number,
): BlockContext {
  const known = vectors === undefined ? {} : { vectors: vectors?.dimension ?? null };
  return {
    input: shape,
    data: encoding === 'integer' ? { kind: 'tokens', vocabulary: codes, ...known } : { kind: 'numbers' },
    // What comes next is one of the codes.
    classes: answers === 'next' ? codes : classes,
    answers: blockAnswers[answers],
  };
}
