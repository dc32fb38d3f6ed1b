import { closeSync, mkdirSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { memoryOf } from '#main/bench/resident.ts';
import {
  chunk,
  gifOf,
  gradient,
  jpegOf,
  picture,
  pngOf,
  rawPng,
  rawTiff,
  webpOf,
  webpTurned,
  writeClasses,
  writeFiles,
} from '#test/helpers/image-files.ts';
import { imported } from '#test/helpers/imports.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

const image = gradient();

/** The same bytes with another size where the format keeps it. */
function claiming(bytes: Buffer, at: number, write: (bytes: Buffer, at: number) => void): Buffer {
  const changed = Buffer.from(bytes);
  write(changed, at);
  return changed;
}

function jpegClaiming(side: number): Buffer {
  const bytes = jpegOf(image);
  const frame = Math.max(bytes.indexOf(Buffer.from([0xff, 0xc0])), bytes.indexOf(Buffer.from([0xff, 0xc2])));
  return claiming(bytes, frame + 5, (changed, at) => {
    changed.writeUInt16BE(side, at);
    changed.writeUInt16BE(side, at + 2);
  });
}

const tiffSizes = (width: number, height: number, samples: Uint8Array) =>
  rawTiff({ 256: [width], 257: [height], 258: [8, 8, 8], 259: [1], 262: [2], 277: [3], 278: [height] }, samples);

/** Each small, each wanting gigabytes; and what must be said of it. */
const bombs: Readonly<Record<string, { bytes: Buffer; reason: RegExp }>> = {
  'claims-64250.jpg': { bytes: jpegClaiming(64250), reason: /^got 64,250×64,250 pixels, more than 100 megapixels$/ },
  'claims-9999.jpg': { bytes: jpegClaiming(9999), reason: /^got a damaged JPEG \(too few bytes for its size\)$/ },
  '30000.png': { bytes: rawPng(30000, 30000, 8, 2, new Uint8Array(1000)), reason: /^got 30,000×30,000 pixels/ },
  'line.png': { bytes: rawPng(2 ** 31 - 1, 1, 8, 0, new Uint8Array(10)), reason: /^got 2,147,483,647×1 pixels/ },
  // Nearly 100 megapixels of which the data is missing.
  'hollow.png': { bytes: rawPng(9900, 9900, 8, 2, new Uint8Array(1000)), reason: /^got a damaged PNG/ },
  // 50 MB of text, packed.
  'text.png': {
    bytes: Buffer.concat([
      pngOf(image).subarray(0, 33),
      chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(50e6))])),
      pngOf(image).subarray(33),
    ]),
    reason: /^got /,
  },
  'screen.gif': {
    bytes: claiming(
      gifOf(4, 4, [[0, 0, 0]], () => 0),
      6,
      (changed, at) => changed.writeUInt32LE(0xffffffff, at),
    ),
    reason: /^got 65,535×65,535 pixels/,
  },
  'huge.tif': { bytes: tiffSizes(65000, 65000, new Uint8Array(100)), reason: /^got 65,000×65,000 pixels/ },
  'hollow.tif': { bytes: tiffSizes(9000, 9000, new Uint8Array(100)), reason: /^got a/ },
  'huge.webp': {
    bytes: webpTurned(webpOf(image), { ...image, width: 16_000_000, height: 16_000_000 }, 1),
    reason: /^got 16,000,000×16,000,000 pixels/,
  },
};

it('ten bombs are refused with their reasons, within seconds and without the memory they want', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  for (const [name, { bytes }] of Object.entries(bombs)) {
    expect(bytes.length).toBeLessThan(200_000);
    writeFiles(folder, { [`dog/${name}`]: bytes });
  }
  const memory = memoryOf(process.pid);
  const { report } = await imported(opened, { folder, preprocessing: { kind: 'images', width: 8, height: 8 } });
  const { most } = await memory.stop();
  const reasons = Object.fromEntries(report.skipped.map(({ path, reason }) => [path.slice(4), reason]));
  for (const [name, { reason }] of Object.entries(bombs)) {
    // What a decoder may skip over, it may also take as an image.
    if (name !== 'text.png') expect(reasons[name], name).toMatch(reason);
  }
  expect(opened.lines.filter((line) => line['message'] === 'an image decoder ended')).toEqual([]);
  expect(most - memory.before).toBeLessThan(900e6);
}, 60_000);

it('a file of 300 MB is refused unread', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  const path = join(folder, 'dog', 'big.png');
  const file = openSync(path, 'w');
  writeSync(file, pngOf(image));
  closeSync(file);
  truncateSync(path, 300e6);
  const { report } = await imported(opened, { folder, preprocessing: { kind: 'images', width: 8, height: 8 } });
  expect(report.skipped).toEqual([{ path: 'dog/big.png', reason: 'got a file of 300 MB, more than 200 MB' }]);
});

it('a picture of nearly 100 megapixels is an image like any other', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  mkdirSync(join(folder, 'cat'), { recursive: true });
  const white = picture(1, 1, () => [255, 0, 0]);
  expect(white.pixels.length).toBe(4);
  const row = Buffer.alloc(1 + 9900, 200).fill(0, 0, 1);
  writeFiles(folder, { 'cat/wide.png': rawPng(9900, 9900, 8, 0, Buffer.concat(Array.from({ length: 9900 }, () => row))) });
  const { report } = await imported(opened, { folder, preprocessing: { kind: 'images', width: 8, height: 8 } });
  expect(report).toMatchObject({ items: 7, skipped: [] });
}, 60_000);
