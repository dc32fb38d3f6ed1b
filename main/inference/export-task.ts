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
  const { classes: labels } = task.model;
  const { batch, data, known } = fitted === null ? await imagesToAnswer(task) : await textsToAnswer(task, fitted);
  const { probabilities } = await step.evaluate(batch);
  const answers = Array.from(
    batch.labels,
    (label, row): Example => ({
      label: known ? label : null,
      probabilities: probabilities.slice(row * labels.length, (row + 1) * labels.length),
    }),
  );
  signal.throwIfAborted();
  const model = { layers, data: data(answers), labels, about: task.about };
  const proven = await exportProven(exporter, engine.tf, model, task.out);
  return { kind: 'export', format: exporter.name, out: task.out, ...proven };
}
