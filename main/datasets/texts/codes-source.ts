import { join } from 'node:path';
import { bagMaker, spreadRow } from '#app/data/texts/bags.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import { type FittedText, fittedText, textShape } from '#app/data/texts/fitted.ts';
import { tokensOfRow } from '#app/data/texts/given-tokens.ts';
import { oneHotInto } from '#app/data/texts/one-hot.ts';
import { padInto } from '#app/data/texts/pad.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { nextPairs, tagsInto } from '#app/data/texts/step-answers.ts';
import { tfIdfWeigher } from '#app/data/texts/tf-idf.ts';
import { appError } from '#app/errors.ts';
import { readDatasetJson } from '../dataset-json.ts';
import type { Rows } from './row-file.ts';
import { codesName, fittedName, numbersOf, readRows, readTags, readTexts, tagsName, textsPerFile } from './text-files.ts';

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
  return inputOf(fitted, stepsOf(fitted.settings));
}

/** The same for a text whose `length` steps are written by `steps`. */
export function inputOf(fitted: FittedText, steps: StepsWriter): TextInput {
  const shape = textShape(fitted);
  if (fitted.settings.encoding !== 'integer')
    return { shape, make: (length) => new Float32Array(length), write: floatWriter(fitted, shape, steps) };
  return {
    shape,
    make: (length) => new Int32Array(length),
    write(codes, into, offset) {
      if (into instanceof Int32Array) steps(codes, into, offset);
    },
  };
}

/** Writes exactly as many codes of a text as it has timesteps, at an offset. */
type StepsWriter = (codes: Int32Array, into: Int32Array, offset: number) => void;

function stepsOf(settings: TextPreprocessing): StepsWriter {
  if (settings.answers === 'next') return nextPairs(settings).input;
  return (codes, into, offset) => padInto(codes, settings, into, offset);
}

function floatWriter(fitted: FittedText, shape: readonly number[], write: StepsWriter): CodesWriter {
  const { settings } = fitted;
  if (settings.encoding === 'one-hot') {
    const steps = new Int32Array(settings.length);
    const [, width = 0] = shape;
    return (codes, into, offset) => {
      write(codes, steps, 0);
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
export const readFitted = (folder: string): Promise<FittedText> => readDatasetJson(folder, fittedName, fittedText, 'what was fitted');

/** A dataset's texts as the network gets them. */
export interface TextItems {
  /** Of one text. */
  readonly shape: readonly number[];
  make: TextInput['make'];
  /** Writes the items' inputs one after another into `into`, which `make` made. */
  gather(items: ArrayLike<number>, into: TextValues): void | Promise<void>;
  /** Where each step has an answer. */
  readonly answers: StepAnswers | null;
  close(): Promise<void>;
}

/** The answer of each step: a tag, or the code that comes next. */
export interface StepAnswers {
  /** Of one text. */
  readonly steps: number;
  /** Writes the items' answers one after another, [items, steps], −1 where a step has none. */
  gather(items: ArrayLike<number>, into: Int32Array): void | Promise<void>;
}

/** Opens the codes that were prepared of a dataset's texts, `items` of them, in memory. Rejects with dataset-damaged. */
export async function openCodes(folder: string, prepared: string, items: number): Promise<TextItems> {
  const out = join(folder, prepared);
  const fitted = await readFitted(out);
  const { settings } = fitted;
  const numbers = Array.from({ length: Math.ceil(items / textsPerFile) }, (_, number) => number);
  const open = async (from: string, name: (number: number) => string) => {
    const files = await Promise.all(numbers.map((number) => readRows(from, name(number))));
    const found = files.reduce((sum, file) => sum + file.count, 0);
    if (found !== items) throw appError('dataset-damaged', { folder: from, problem: `it must have ${items} texts; got ${found}` });
    return files;
  };
  let codes = await open(out, codesName);
  let tags = settings.answers === 'tags' ? await open(folder, tagsName) : [];
  const { shape, make, write } = textInput(fitted);
  const size = sizeOf(shape);
  const answers = answersWriter(settings);
  return {
    shape,
    make,
    gather(chosen, into) {
      for (let place = 0; place < chosen.length; place += 1) write(rowOf(codes, chosen[place]), into, place * size);
    },
    answers: answers && {
      steps: settings.length,
      gather(chosen, into) {
        const of = settings.answers === 'tags' ? tags : codes;
        for (let place = 0; place < chosen.length; place += 1) answers(rowOf(of, chosen[place]), into, place * settings.length);
      },
    },
    close: async () => {
      codes = [];
      tags = [];
    },
  };
}

/** The texts of a dataset as a model gets them that was fitted to them before: coded anew as they are asked for. */
export function openTexts(folder: string, fitted: FittedText): TextItems {
  const { settings } = fitted;
  const { shape, make, write } = textInput(fitted);
  const coder = createCoder(fitted);
  const size = sizeOf(shape);
  const answers = answersWriter(settings);
  const codesOf = (text: string) => (settings.answers === 'tags' ? coder.codesOf(tokensOfRow(text)) : coder.codes(text));
  return {
    shape,
    make,
    async gather(chosen, into) {
      const texts = await readTexts(folder, Array.from(chosen));
      for (const [place, text] of texts.entries()) write(codesOf(text), into, place * size);
    },
    answers: answers && {
      steps: settings.length,
      async gather(chosen, into) {
        const items = Array.from(chosen);
        const rows = settings.answers === 'tags' ? await readTags(folder, items) : await readTexts(folder, items);
        for (const [place, row] of rows.entries()) answers(typeof row === 'string' ? coder.codes(row) : row, into, place * settings.length);
      },
    },
    close: async () => undefined,
  };
}

/** What writes the answers of a text's steps from its tags, or from its codes; null where a text has one class. */
function answersWriter(settings: TextPreprocessing): StepsWriter | null {
  if (settings.answers === 'class') return null;
  if (settings.answers === 'next') return nextPairs(settings).answers;
  return (tags, into, offset) => tagsInto(tags, settings, into, offset);
}

function rowOf(files: readonly Rows[], item = 0): Int32Array {
  const file = files[Math.floor(item / textsPerFile)];
  if (file === undefined) throw new RangeError(`There is no text ${item}`);
  return numbersOf(file, item % textsPerFile);
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, each) => product * each, 1);
