import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bagMaker, spreadRow } from '#app/data/texts/bags.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import { type FittedText, fittedText, textShape } from '#app/data/texts/fitted.ts';
import { oneHotInto } from '#app/data/texts/one-hot.ts';
import { padInto } from '#app/data/texts/pad.ts';
import { tfIdfWeigher } from '#app/data/texts/tf-idf.ts';
import { appError } from '#app/errors.ts';
import { codesName, fittedName, readRows, readTexts, textsPerFile } from './text-files.ts';

/** Writes what the network gets of a text from its codes, at an offset. */
export type CodesWriter = (codes: Int32Array, into: TextValues, offset: number) => void;

/** Room for inputs: whole numbers to be embedded, or floats. */
export type TextValues = Int32Array | Float32Array;

/** How a fitted text's codes become the network's input. */
export interface TextInput {
  /** Of one text. */
  shape: readonly number[];
  make(length: number): TextValues;
  /** Takes what `make` made. */
  write: CodesWriter;
}

/** The way from codes to input that a fitted text's settings name. */
export function textInput(fitted: FittedText): TextInput {
  const shape = textShape(fitted);
  if (fitted.settings.encoding !== 'integer')
    return { shape, make: (length) => new Float32Array(length), write: floatWriter(fitted, shape) };
  return {
    shape,
    make: (length) => new Int32Array(length),
    write(codes, into, offset) {
      if (into instanceof Int32Array) padInto(codes, fitted.settings, into, offset);
    },
  };
}

function floatWriter(fitted: FittedText, shape: readonly number[]): CodesWriter {
  const { settings } = fitted;
  if (settings.encoding === 'one-hot') {
    const steps = new Int32Array(settings.length);
    const [, width = 0] = shape;
    return (codes, into, offset) => {
      padInto(codes, settings, steps, 0);
      if (into instanceof Float32Array) oneHotInto(steps, width, into, offset);
    };
  }
  const bag = bagMaker(fitted);
  const weigh = settings.encoding === 'tf-idf' ? tfIdfWeigher(fitted) : null;
  const [width = 0] = shape;
  return (codes, into, offset) => {
    const row = bag(codes);
    if (into instanceof Float32Array) spreadRow(weigh === null ? row : weigh(row), width, into, offset);
  };
}

/** Reads what was fitted beside the codes. Rejects with dataset-damaged. */
export async function readFitted(folder: string): Promise<FittedText> {
  const text = await readFile(join(folder, fittedName), 'utf8').catch(() => null);
  const parsed = text === null ? null : fittedText.safeParse(jsonOf(text));
  if (parsed?.success !== true) {
    const problem = text === null ? `${fittedName} is missing` : `${fittedName} does not say what was fitted`;
    throw appError('dataset-damaged', { folder, problem });
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A dataset's texts as the network gets them. */
export interface TextItems {
  /** Of one text. */
  readonly shape: readonly number[];
  make: TextInput['make'];
  /** Writes the items' inputs one after another into `into`, which `make` made. */
  gather(items: ArrayLike<number>, into: TextValues): void | Promise<void>;
  close(): Promise<void>;
}

/** Opens the codes in a prepared folder, `items` of them, in memory. Rejects with dataset-damaged. */
export async function openCodes(folder: string, items: number): Promise<TextItems> {
  const { shape, make, write } = textInput(await readFitted(folder));
  let files = await Promise.all(
    Array.from({ length: Math.ceil(items / textsPerFile) }, (_, number) => readRows(folder, codesName(number))),
  );
  const found = files.reduce((sum, file) => sum + file.count, 0);
  if (found !== items) throw appError('dataset-damaged', { folder, problem: `it must have the codes of ${items} texts; got ${found}` });
  const size = sizeOf(shape);
  return {
    shape,
    make,
    gather(chosen, into) {
      for (let place = 0; place < chosen.length; place += 1) {
        const item = chosen[place] ?? 0;
        const row = files[Math.floor(item / textsPerFile)]?.row(item % textsPerFile);
        if (row === undefined) throw new RangeError(`There is no text ${item}`);
        // Copied: a row may stand at an odd address, where whole numbers cannot be read in place.
        write(new Int32Array(row.buffer.slice(row.byteOffset, row.byteOffset + row.byteLength)), into, place * size);
      }
    },
    close: async () => {
      files = [];
    },
  };
}

/** The texts of a dataset as a model gets them that was fitted to them before: coded anew as they are asked for. */
export function openTexts(folder: string, fitted: FittedText): TextItems {
  const { shape, make, write } = textInput(fitted);
  const coder = createCoder(fitted);
  const size = sizeOf(shape);
  return {
    shape,
    make,
    async gather(chosen, into) {
      const texts = await readTexts(folder, Array.from(chosen));
      for (const [place, text] of texts.entries()) write(coder.codes(text), into, place * size);
    },
    close: async () => undefined,
  };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, each) => product * each, 1);
