import { setImmediate } from 'node:timers/promises';
import { ownAnswers } from '#app/data/columns/own-units.ts';
import { size } from '#app/numbers.ts';
import { columnInputs } from '#main/datasets/columns/columns-source.ts';
import { imageColumns, readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { PredictColumnsTask, TaskResult } from '#main/training/protocol.ts';
import { joinedRows } from '../joined-rows.ts';
import { batchItems, type TaskContext } from '../tasks.ts';
import { withPixels } from './given-images.ts';
import { unknownAnswers } from './unknown-answers.ts';

type Answer = Extract<TaskResult, { kind: 'predict-columns' }>;

/** Asks the model about rows of a table, in the targets' own units where it answers with numbers. */
export async function predictColumnsTask(task: PredictColumnsTask, { shelf, signal, progress }: TaskContext): Promise<Answer> {
  const { step, columns: fitted } = await shelf.get(task.model);
  if (fitted === null) throw new Error('a model of columns has what was fitted to them');
  const start = performance.now();
  const { items, from } = task;
  const { settings } = fitted;
  const asked = [...new Set(settings.inputs.map(({ column }) => column))];
  const images = imageColumns(settings);
  const columns = 'columns' in from ? await withPixels(from, images) : await readColumns(await openTable(from.folder), asked, { images });
  const { shape, make, gather } = columnInputs(fitted, columns);
  const width = size(shape);
  const atOnce = batchItems(width);
  const rows: Float32Array[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    signal.throwIfAborted();
    const chosen = items.subarray(at, at + atOnce);
    const inputs = make(chosen.length * width);
    await gather(chosen, inputs);
    const { outputs } = await step.evaluate({
      inputs,
      shape: [chosen.length, ...shape],
      answers: unknownAnswers(fitted, chosen.length),
    });
    rows.push(outputs);
    progress(at + chosen.length, items.length);
    await setImmediate(); // lets a cancel in
  }
  const said = joinedRows(rows);
  const answers = ownAnswers(fitted, columns, { items, said });
  return { kind: 'predict-columns', answers, milliseconds: (performance.now() - start) / Math.max(1, items.length) };
}
