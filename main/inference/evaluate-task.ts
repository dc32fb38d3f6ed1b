import { setImmediate } from 'node:timers/promises';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { asImages } from '#app/data/preprocessing.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import type { Batch } from '#main/engine/engine.ts';
import { type Fitted, openOnDisk } from '#main/training/data-source.ts';
import { Feed } from '#main/training/feed.ts';
import { MeanMetrics } from '#main/training/mean-metrics.ts';
import type { Judgement, JudgeTask, LabelledText, TaskResult } from '#main/training/protocol.ts';
import { batchOf, pixelsOfFile } from './images.ts';
import { joinedRows } from './joined-rows.ts';
import { BATCH_ITEMS, type TaskContext } from './tasks.ts';

type Judged = Extract<TaskResult, { kind: 'evaluate' }>;
/** A batch with what each of its rows is. */
type Piece = { batch: Batch; rows: Judgement[]; skipped: Judged['skipped'] };

/** Puts items, files or texts through the model: probabilities of each, and the mean loss where the class is known. */
export async function evaluateTask(task: JudgeTask, { shelf, signal, progress }: TaskContext): Promise<Judged> {
  const { step, fitted, columns } = await shelf.get(task.model);
  const total = countOf(task.items);
  const mean = new MeanMetrics('accuracy');
  const items: Judgement[] = [];
  const skipped: Judged['skipped'] = [];
  const rows: Float32Array[] = [];
  for await (const piece of piecesOf(task, fitted, columns)) {
    signal.throwIfAborted();
    skipped.push(...piece.skipped);
    if (piece.rows.length > 0) {
      const { outputs: probabilities, ...metrics } = await step.evaluate(piece.batch);
      // A file that lies in no class' folder has no truth to be measured against.
      if (piece.rows[0]?.actual !== -1) mean.add(metrics, piece.rows.length);
      items.push(...piece.rows);
      rows.push(probabilities);
    }
    progress(items.length + skipped.length, total);
    await setImmediate(); // lets a cancel in
  }
  return { kind: 'evaluate', loss: mean.value().loss, items, probabilities: joinedRows(rows), skipped };
}

function countOf(items: JudgeTask['items']): number {
  if ('files' in items) return items.files.length;
  return 'texts' in items ? items.texts.length : items.indices.length;
}

function piecesOf(task: JudgeTask, fitted: FittedText | null, columns: FittedColumns | null): Iterable<Piece> | AsyncIterable<Piece> {
  if ('files' in task.items) return filePieces(task, task.items.files);
  return 'texts' in task.items ? textPieces(task.items.texts, fitted) : itemPieces(task.items, fitted ?? columns);
}

/** Texts, each coded as the training's were. */
function* textPieces(texts: readonly LabelledText[], fitted: FittedText | null): Generator<Piece> {
  if (fitted === null) throw new Error('a model of texts has what was fitted to them');
  const batchOfTexts = textBatcher(fitted);
  for (let at = 0; at < texts.length; at += BATCH_ITEMS) {
    const chosen = texts.slice(at, at + BATCH_ITEMS);
    const batch = { ...batchOfTexts(chosen.map(({ text }) => text)), answers: Int32Array.from(chosen, ({ label }) => label) };
    yield { batch, rows: chosen.map(({ path, label }) => ({ index: null, path, actual: label })), skipped: [] };
  }
}

async function* itemPieces(
  { data, indices }: Extract<JudgeTask['items'], { data: unknown }>,
  fitted: Fitted | null,
): AsyncGenerator<Piece> {
  const source = await openOnDisk(data, fitted);
  try {
    const feed = new Feed(source, data.labels, { batchSize: BATCH_ITEMS, classWeights: null, augment: null });
    for (let place = 0; place < feed.batches(indices); place += 1) {
      const batch = await feed.plain(indices, place);
      const chosen = indices.subarray(place * BATCH_ITEMS, (place + 1) * BATCH_ITEMS);
      yield { batch, rows: Array.from(chosen, (index, row) => ({ index, path: null, actual: batch.answers[row] ?? -1 })), skipped: [] };
    }
  } finally {
    await source.close();
  }
}

/** Files whose class is known and files whose class is not, never in one batch. */
async function* filePieces({ model }: JudgeTask, files: { path: string; label: number }[]): AsyncGenerator<Piece> {
  const preprocessing = asImages(model.preprocessing);
  for (const part of [files.filter((file) => file.label >= 0), files.filter((file) => file.label < 0)]) {
    for (let at = 0; at < part.length; at += BATCH_ITEMS) {
      const rows: Judgement[] = [];
      const images: Uint8Array[] = [];
      const skipped: Judged['skipped'] = [];
      for (const { path, label } of part.slice(at, at + BATCH_ITEMS)) {
        const decoded = await pixelsOfFile(path, preprocessing);
        if ('reason' in decoded) {
          skipped.push({ path, reason: decoded.reason });
          continue;
        }
        rows.push({ index: null, path, actual: label });
        images.push(decoded.pixels);
      }
      const labels = Int32Array.from(rows, (row) => Math.max(0, row.actual));
      yield { batch: batchOf(images, labels, preprocessing), rows, skipped };
    }
  }
}
