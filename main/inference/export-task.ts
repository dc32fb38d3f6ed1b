import { codeNames } from '#app/data/texts/step-names.ts';
import { rowsOf } from '#main/exporters/answer-rows.ts';
import type { Example } from '#main/exporters/exporter.ts';
import { exporterOf } from '#main/exporters/index.ts';
import { exportProven } from '#main/exporters/proof.ts';
import type { ExportTask, TaskResult } from '#main/training/protocol.ts';
import { imagesToAnswer, textsToAnswer } from './export-examples.ts';
import type { TaskContext } from './tasks.ts';

/** Writes the model in a format, proven against what the app itself answers to the examples. */
export async function exportTask(task: ExportTask, { shelf, signal }: TaskContext): Promise<Extract<TaskResult, { kind: 'export' }>> {
  const exporter = exporterOf(task.format);
  const { engine, layers, step, fitted } = await shelf.get(task.model);
  // What comes next is one of the codes.
  const labels = fitted?.settings.answers === 'next' ? codeNames(fitted) : task.model.classes;
  const { batch, rows, data } = fitted === null ? await imagesToAnswer(task) : await textsToAnswer(task, fitted);
  const { outputs: probabilities } = await step.evaluate(batch);
  const answers = rows.map((own): Example => ({ probabilities: rowsOf(probabilities, own, labels.length) }));
  signal.throwIfAborted();
  const model = { layers, data: data(answers), labels, about: task.about };
  const proven = await exportProven(exporter, engine.tf, model, task.out);
  return { kind: 'export', format: exporter.name, out: task.out, ...proven };
}
