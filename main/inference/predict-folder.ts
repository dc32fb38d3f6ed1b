import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import { largest } from '#app/runs/metrics.ts';
import { isImageName } from '#main/importers/images/endings.ts';
import { walk } from '#main/importers/walk.ts';
import type { JobHandle } from '#main/jobs.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import { csvLine } from './csv-line.ts';
import type { InferenceHost } from './host.ts';

/** Files that are asked about at once: their answers are the next lines. */
const FILES_AT_ONCE = 64;

/** What the job gives back. */
export interface FolderPredicted {
  out: string;
  items: number;
  skipped: { path: string; reason: string }[];
}

/** Asks about every image below a folder and writes file, label and each class' probability into a CSV, whole or not at all. */
export async function predictFolder(
  host: InferenceHost,
  model: TrainedModel,
  { folder, out }: { folder: string; out: string },
  job: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<FolderPredicted> {
  const tree = await walk(folder, '', job.signal);
  const files = tree.files.filter(isImageName);
  if (files.length === 0) throw appError('folder-empty', { folder });
  const skipped = [...tree.skipped];
  let items = 0;

  async function* lines(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(csvLine(['file', 'label', ...model.classes]));
    for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
      const names = files.slice(at, at + FILES_AT_ONCE);
      const images = names.map((name) => ({ path: join(folder, name) }));
      const { predictions } = await host.ask({ kind: 'predict', model, data: null, images, seen: false }, job.signal);
      for (const [place, answer] of predictions.entries()) {
        const name = names[place] ?? '';
        if ('reason' in answer) {
          skipped.push({ path: name, reason: answer.reason });
          continue;
        }
        items += 1;
        yield Buffer.from(csvLine([name, model.classes[largest(answer.probabilities)] ?? '', ...answer.probabilities]));
      }
      job.progress({ done: Math.min(at + FILES_AT_ONCE, files.length), total: files.length });
    }
  }
  await writeWhole(out, lines(), { what: 'the predictions' });
  return { out, items, skipped };
}
