import { unpacked } from '#main/importers/texts/packed.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';

/** A process that looks at a file of reviews and reads it; it says so at the first rows, and what came of it at the end. */
const [path = ''] = process.argv.slice(2);
const reader = new TextReader(path);
const look = await reader.look();
const start = performance.now();
let told = 0;
let silence = 0;
const progress = () => {
  const now = performance.now();
  silence = Math.max(silence, now - (told || now));
  told = now;
};
let characters = 0;
const batches = reader.rows({ text: 'review', label: 'sentiment' }, undefined, progress);
let batch = await batches.next();
console.log(JSON.stringify({ reader: reader.pids[0] }));
for (; !batch.done; batch = await batches.next()) for (const text of unpacked(batch.value.texts)) characters += text.length;
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ ...batch.value, characters, bytes: look.bytes, seconds, silence }));
