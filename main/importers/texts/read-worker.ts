import { serveReader, type Telling } from '../serve-reader.ts';
import { openTexts } from './index.ts';
import { packed } from './packed.ts';
import type { TextOrder, TextReport } from './protocol.ts';
import { keptFiles } from './text-writer.ts';

/** The program of a process that looks at one file of texts, or reads it. */
serveReader(async (order: TextOrder, { tell, leave, end, onProgress }: Telling<TextReport>) => {
  const source = await openTexts(order.path, order.shape);
  if (order.type === 'look') return tell({ type: 'look', look: await source.look(order.milliseconds, order.columns) });
  let given = 0;
  let skipped = 0;
  // Nothing here cancels: the parent ends the whole process.
  const rows = source.rows(order.options, new AbortController().signal, onProgress);
  if (order.type === 'keep') {
    for await (const file of keptFiles(rows, order.keep)) {
      await leave();
      given += file.texts?.shard.items ?? 0;
      skipped += file.skipped.length;
      tell({ type: 'kept', file });
    }
  } else {
    for await (const batch of rows) {
      await leave();
      given += batch.texts.length;
      skipped += batch.skipped.length;
      tell({ type: 'batch', batch: packed(batch) });
    }
  }
  end({ given, skipped });
});
