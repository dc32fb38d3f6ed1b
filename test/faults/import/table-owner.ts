import { TableReader } from '#main/importers/tables/reader-process.ts';

/** A process that keeps a table in a folder; it says so at the first block, and what came of it at the end. */
const [path = '', folder = ''] = process.argv.slice(2);
const reader = new TableReader(path);
const start = performance.now();
let told = 0;
let silence = 0;
const progress = () => {
  const now = performance.now();
  silence = Math.max(silence, now - (told || now));
  told = now;
};
const blocks = reader.keep({}, { folder, what: 'the rows' }, undefined, progress);
let block = await blocks.next();
console.log(JSON.stringify({ reader: reader.pids[0] }));
while (!block.done) block = await blocks.next();
console.log(JSON.stringify({ ...block.value, seconds: (performance.now() - start) / 1000, silence }));
