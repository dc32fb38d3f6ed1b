import { setImmediate } from 'node:timers/promises';
import { columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import { ownUnits } from '#app/data/columns/own-units.ts';
import { size } from '#app/numbers.ts';
import { columnInputs } from '#main/datasets/columns/columns-source.ts';
import { readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { PredictColumnsTask, TaskResult } from '#main/training/protocol.ts';
import { joinedRows } from '../joined-rows.ts';
import { batchItems, type TaskContext } from '../tasks.ts';

type Answer = Extract<TaskResult, { kind: 'predict-columns' }>;

/** Asks the model about rows or windows, in the targets' own units where it answers with numbers. */
export async function predictColumnsTask(task: PredictColumnsTask, { shelf, signal, progress }: TaskContext): Promise<Answer> {
  const { step, columns: fitted } = await shelf.get(task.model);
  if (fitted === null) throw new Error('a model of columns has what was fitted to them');
  const start = performance.now();
  const { items, from } = task;
  const columns = 'columns' in from ? from.columns : await readColumns(await openTable(from.folder), columnsAsked(fitted));
  const { shape, make, gather } = columnInputs(fitted, columns);
  const width = size(shape);
  const atOnce = batchItems(width);
  const rows: Float32Array[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    signal.throwIfAborted();
    const chosen = items.subarray(at, at + atOnce);
    const inputs = make(chosen.length * width);
    await gather(chosen, inputs);
    // What is right is not known: the answers that are compared with do not count.
    const answers =
      fitted.settings.answers === 'class'
        ? new Int32Array(chosen.length).fill(-1)
        : new Float32Array(chosen.length * widthOf(fitted)).fill(Number.NaN);
    const { outputs } = await step.evaluate({ inputs, shape: [chosen.length, ...shape], answers });
    rows.push(outputs);
    progress(at + chosen.length, items.length);
    await setImmediate(); // lets a cancel in
  }
  const said = joinedRows(rows);
  const { settings } = fitted;
  const shares = settings.kind === 'series' ? Math.max(1, settings.quantiles.length) : 1;
  const answers = settings.answers === 'numbers' ? ownUnits(fitted, columns, { items, scaled: said, shares }) : Float64Array.from(said);
  return { kind: 'predict-columns', answers, milliseconds: (performance.now() - start) / Math.max(1, items.length) };
}

/** What must be there of rows that are answered: of series the past of what is forecast too. */
const columnsAsked = ({ settings }: FittedColumns): string[] =>
  settings.kind === 'series' ? columnsRead(settings) : [...new Set(settings.inputs.map(({ column }) => column))];

/** Numbers or labels that are answered of an item. */
const widthOf = ({ settings, answers }: FittedColumns): number => answers.length * (settings.kind === 'series' ? settings.horizon : 1);
