import type * as tfjs from '@tensorflow/tfjs';
import { codeNames } from '#app/data/texts/step-names.ts';
import { rowsOf } from '#main/exporters/answer-rows.ts';
import type { Example } from '#main/exporters/exporter.ts';
import { exporterOf } from '#main/exporters/index.ts';
import { exportProven } from '#main/exporters/proof.ts';
import type { ExportTask, TaskResult } from '#main/training/protocol.ts';
import { columnsToAnswer } from './columns/export-columns.ts';
import { imagesToAnswer, type ToAnswer, textsToAnswer } from './export-examples.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { TaskContext } from './tasks.ts';

/** Writes the model in a format, proven against what the app itself answers to the examples. */
export async function exportTask(task: ExportTask, { shelf, signal }: TaskContext): Promise<Extract<TaskResult, { kind: 'export' }>> {
  const exporter = exporterOf(task.format);
  const loaded = await shelf.get(task.model);
  const { engine, layers, step } = loaded;
  const { batch, rows, data } = await toAnswer(task, loaded);
  const { outputs } = await step.evaluate(batch);
  const answers = rows.map((own): Example => ({ outputs: rowsOf(outputs, own, widthOf(layers)) }));
  signal.throwIfAborted();
  const model = { layers, data: data(answers), labels: labelsOf(task, loaded), about: task.about };
  const proven = await exportProven(exporter, engine.tf, model, task.out);
  return { kind: 'export', format: exporter.name, out: task.out, ...proven };
}

/** Numbers of a row of the answer: the last axis of the one output. */
const widthOf = ({ outputs: [output] }: tfjs.LayersModel): number => output?.shape.at(-1) ?? 1;

function toAnswer(task: ExportTask, { fitted, columns }: LoadedModel): Promise<ToAnswer> {
  if (columns !== null) return columnsToAnswer(task, columns);
  return fitted === null ? imagesToAnswer(task) : textsToAnswer(task, fitted);
}

/** What answers are called; what comes next is one of the codes. */
function labelsOf({ model }: ExportTask, { fitted, columns }: LoadedModel): string[] {
  if (columns !== null) return columns.answers;
  return fitted?.settings.answers === 'next' ? codeNames(fitted) : model.classes;
}
