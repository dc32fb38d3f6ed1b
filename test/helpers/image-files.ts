import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { Transformer } from '@napi-rs/image';
import { encodePng } from '#main/importers/images/png.ts';

/** Image files as bytes, made where they are needed: nothing binary lies in the repository. */

export interface Picture {
  width: number;
  height: number;
  /** RGBA. */
  pixels: Uint8Array;
}

/** Draws every pixel; alpha is 255 where it is left out. */
export function picture(width: number, height: number, at: (x: number, y: number) => readonly number[]): Picture {
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red = 0, green = red, blue = red, alpha = 255] = at(x, y);
      pixels.set([red, green, blue, alpha], (y * width + x) * 4);
    }
  }
  return { width, height, pixels };
}

/** No two places alike, and no symmetry: every turn and flip of it differs. */
export const gradient = (width = 24, height = 16): Picture =>
  picture(width, height, (x, y) => [Math.round((x * 255) / (width - 1)), Math.round((y * 255) / (height - 1)), (x + 2 * y) % 256]);

/** A picture of its own for each number. */
export const numbered = (number: number, width = 12, height = 12): Picture =>
  picture(width, height, (x, y) => [(number * 37 + x * 9) % 256, (number * 101 + y * 11) % 256, (number >> 3) % 256]);

const rgbOf = ({ pixels }: Picture): Uint8Array => pixels.filter((_, i) => i % 4 !== 3);
const transformer = ({ pixels, width, height }: Picture) => Transformer.fromRgbaPixels(pixels, width, height);

export const pngOf = (image: Picture): Buffer => encodePng(rgbOf(image), image.width, image.height, 3);
export const pngWithAlpha = (image: Picture): Buffer => encodePng(image.pixels, image.width, image.height, 4);
export const jpegOf = (image: Picture): Buffer => transformer(image).jpegSync(95);
export const webpOf = (image: Picture): Buffer => transformer(image).webpLosslessSync();
export const bmpOf = (image: Picture): Buffer => transformer(image).bmpSync();
export const tiffOf = (image: Picture): Buffer => transformer(image).tiffSync();
export const avifOf = (image: Picture): Buffer => transformer(image).avifSync({ speed: 10 });

export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(data.length, 0);
  framed.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([framed.subarray(0, 4), body, framed.subarray(4)]);
}

/** A PNG from its header and the rows' bytes, filter bytes included. */
export function rawPng(width: number, height: number, depth: number, colour: number, rows: Uint8Array, between: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), ...between, chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** Grey levels of 16 bits, row by row. */
export function gray16Png(width: number, height: number, at: (x: number, y: number) => number): Buffer {
  const rows = Buffer.alloc((width * 2 + 1) * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows.writeUInt16BE(at(x, y), y * (width * 2 + 1) + 1 + x * 2);
  return rawPng(width, height, 16, 0, rows);
}

/** A palette of colours [r, g, b, alpha] and their numbers, row by row. */
export function palettePng(
  width: number,
  height: number,
  palette: readonly (readonly number[])[],
  at: (x: number, y: number) => number,
): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = at(x, y);
  const colours = Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)));
  return rawPng(width, height, 8, 3, rows, [chunk('PLTE', colours), chunk('tRNS', Buffer.from(palette.map((colour) => colour[3] ?? 255)))]);
}

/** A TIFF structure with one tag: the orientation. */
function exifBlock(orientation: number): Buffer {
  const block = Buffer.alloc(26);
  block.write('II*\0', 0, 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(1, 8);
  block.writeUInt16LE(0x0112, 10);
  block.writeUInt16LE(3, 12);
  block.writeUInt32LE(1, 14);
  block.writeUInt16LE(orientation, 18);
  return block;
}

export function jpegTurned(jpeg: Buffer, orientation: number): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifBlock(orientation)]);
  const marker = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
}

export const pngTurned = (png: Buffer, orientation: number): Buffer =>
  Buffer.concat([png.subarray(0, 33), chunk('eXIf', exifBlock(orientation)), png.subarray(33)]);

/** Puts a lossless WebP into the extended format, with an EXIF chunk behind the picture. */
export function webpTurned(webp: Buffer, { width, height }: Picture, orientation: number): Buffer {
  const riff = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const extended = Buffer.alloc(10);
  extended[0] = 0x08;
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const body = Buffer.concat([Buffer.from('WEBP'), riff('VP8X', extended), webp.subarray(12), riff('EXIF', exifBlock(orientation))]);
  return Buffer.concat([riff('RIFF', body).subarray(0, 8), body]);
}

/** An uncompressed TIFF of one strip with these tags as shorts or longs; `samples` are its bytes. */
export function rawTiff(tags: Readonly<Record<number, readonly number[]>>, samples: Uint8Array): Buffer {
  const entries = Object.entries({ ...tags, 273: [0], 279: [samples.length] }).map(([tag, values]) => ({ tag: Number(tag), values }));
  const directory = 8 + samples.length;
  let extra = directory + 2 + entries.length * 12 + 4;
  const file = Buffer.alloc(extra + entries.reduce((sum, { values }) => sum + (values.length > 1 ? values.length * 4 : 0), 0));
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(directory, 4);
  file.set(samples, 8);
  file.writeUInt16LE(entries.length, directory);
  entries.forEach(({ tag, values }, i) => {
    const at = directory + 2 + i * 12;
    // Some readers take these as shorts only; everything else may be long.
    const size = tag === 320 || tag === 258 || tag === 274 ? 2 : 4;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(size === 2 ? 3 : 4, at + 2);
    file.writeUInt32LE(values.length, at + 4);
    const inside = values.length * size <= 4;
    const start = inside ? at + 8 : extra;
    for (const [k, value] of values.entries()) file.writeUIntLE(tag === 273 ? 8 : value, start + k * size, size);
    if (!inside) {
      file.writeUInt32LE(extra, at + 8);
      extra += values.length * size;
    }
  });
  return file;
}

export const tiffTurned = (image: Picture, orientation: number): Buffer =>
  rawTiff(
    { 256: [image.width], 257: [image.height], 258: [8, 8, 8], 259: [1], 262: [2], 274: [orientation], 277: [3], 278: [image.height] },
    rgbOf(image),
  );

/** A palette TIFF, which the first decoder does not read: numbers of 16 grey levels. */
export const paletteTiff = (width: number, height: number, at: (x: number, y: number) => number): Buffer => {
  const samples = picture(width, height, (x, y) => [at(x, y)]).pixels.filter((_, i) => i % 4 === 0);
  const levels = Array.from({ length: 256 }, (_, i) => Math.min(65535, i * 17 * 257));
  return rawTiff(
    { 256: [width], 257: [height], 258: [8], 259: [1], 262: [3], 277: [1], 278: [height], 320: [...levels, ...levels, ...levels] },
    samples,
  );
};

/** How a GIF's first frame lies on its screen. */
export interface GifFrame {
  left?: number;
  top?: number;
  width?: number;
  height?: number;
  interlaced?: boolean;
  transparent?: number;
  /** A second frame of colour 0. */
  animated?: boolean;
}

/** A GIF of up to 128 colours; LZW never learns a string, since it is told to forget after each few codes. */
export function gifOf(
  width: number,
  height: number,
  palette: readonly (readonly number[])[],
  at: (x: number, y: number) => number,
  frame: GifFrame = {},
): Buffer {
  const short = (value: number) => [value & 255, value >> 8];
  const colours = Array.from({ length: 128 }, (_, i) => palette[i] ?? [0, 0, 0]);
  const { left = 0, top = 0 } = frame;
  const size = { width: frame.width ?? width - left, height: frame.height ?? height - top };
  const rows = frame.interlaced ? interlacedRows(size.height) : Array.from({ length: size.height }, (_, y) => y);
  const control = frame.transparent === undefined ? [] : [0x21, 0xf9, 4, 1, 0, 0, frame.transparent, 0];
  const image = (indices: number[]) => [
    0x2c,
    ...short(left),
    ...short(top),
    ...short(size.width),
    ...short(size.height),
    frame.interlaced ? 0x40 : 0,
    7,
    ...blocks(lzw(indices)),
    0,
  ];
  const indices = rows.flatMap((y) => Array.from({ length: size.width }, (_, x) => at(x, y)));
  const second = frame.animated ? image(indices.map(() => 0)) : [];
  return Buffer.from([
    ...Buffer.from('GIF89a'),
    ...short(width),
    ...short(height),
    0xf6,
    0,
    0,
    ...colours.flat(),
    ...control,
    ...image(indices),
    ...second,
    0x3b,
  ]);
}

const interlacedRows = (height: number): number[] =>
  [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ].flatMap(([start = 0, step = 1]) => Array.from({ length: height }, (_, y) => y).filter((y) => y >= start && (y - start) % step === 0));

/** 8-bit codes for 128 colours; a clear code before the table would need 9. */
function lzw(indices: number[]): number[] {
  const clear = 128;
  const codes = indices.flatMap((index, i) => (i % 100 === 0 ? [clear, index] : [index]));
  return [...codes, clear + 1];
}

function blocks(codes: number[]): number[] {
  const parts: number[] = [];
  for (let at = 0; at < codes.length; at += 255) {
    const part = codes.slice(at, at + 255);
    parts.push(part.length, ...part);
  }
  return parts;
}

/** Writes files below a folder, making the folders between. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Class folders of small PNGs, each of its own: `counts` says how many a class has. */
export function writeClasses(folder: string, counts: Readonly<Record<string, number>>, size = 12): void {
  let number = 0;
  for (const [name, count] of Object.entries(counts)) {
    for (let i = 0; i < count; i += 1)
      writeFiles(folder, { [`${name}/${String(i).padStart(4, '0')}.png`]: pngOf(numbered(number++, size, size)) });
  }
}
