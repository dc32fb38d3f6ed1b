import { openTable } from '#main/datasets/columns/stored-table.ts';
import { serveReader, type Telling } from '../serve-reader.ts';
import { arrangeTable } from './arrange-table.ts';
import { openTableFile } from './index.ts';
import { keptTable } from './keep-table.ts';
import { prepareTable } from './prepare-table.ts';
import { profileTable } from './profile-table.ts';
import type { TableOrder, TableReport } from './protocol.ts';
import { lineOf, shapeOf } from './series-views.ts';

/** The program of a process that looks at one table, reads and keeps it, prepares what is kept, or tells how it looks. */
serveReader(async (order: TableOrder, { tell, leave, end, onProgress }: Telling<TableReport>) => {
  if (order.type === 'arrange') {
    const table = await openTable(order.arrangement.folder);
    return tell({ type: 'arranged', table: await arrangeTable(table, order.arrangement, onProgress) });
  }
  if (order.type === 'prepare') return tell({ type: 'prepared', table: await prepareTable(order.preparation, onProgress) });
  if (order.type === 'profile') return tell({ type: 'profile', profile: await profileTable(order.asked, onProgress) });
  if (order.type === 'line') return tell({ type: 'line', line: await lineOf(order.asked) });
  if (order.type === 'shape') return tell({ type: 'shape', shape: await shapeOf(order.asked) });
  const source = await openTableFile(order.path, order.shape);
  if (order.type === 'look') return tell({ type: 'look', look: await source.look(order.milliseconds) });
  let given = 0;
  let skipped = 0;
  // Nothing here cancels: the parent ends the whole process.
  const table = await source.open(order.options, new AbortController().signal, onProgress);
  for await (const rows of keptTable(table, order.keep)) {
    await leave();
    given += rows.rows?.items ?? 0;
    skipped += rows.skipped.length;
    tell({ type: 'kept', rows });
  }
  end({ given, skipped });
});
