import { z } from 'zod';
import { grouped } from '../numbers.ts';
import type { Field } from './block.ts';

/** A parameter of a block: its schema and how it is edited, from one declaration, so that their bounds cannot differ. */
export interface Parameter<T> {
  schema: z.ZodType<T>;
  field: Field;
}

interface Words {
  label: string;
  help: string;
}
interface Bounds extends Words {
  min: number;
  max: number;
}

/** A whole number of `min` to `max`. */
export const integer = (initial: number, { min, max, ...words }: Bounds): Parameter<number> => ({
  schema: z.int().min(min).max(max).default(initial),
  field: { ...words, control: 'integer', min, max, step: 1 },
});

/** A number of `min` to `max`. */
export const decimal = (initial: number, { min, max, step, ...words }: Bounds & { step: number }): Parameter<number> => ({
  schema: z.number().min(min).max(max).default(initial),
  field: { ...words, control: 'number', min, max, step },
});

/** Height and width (or what `unit` calls the two), each `min` to `max`; a single number stands for both. */
export const pair = (
  initial: [number, number],
  { min, max, unit = 'height × width', ...words }: Bounds & { unit?: string },
): Parameter<[number, number]> => ({
  schema: z
    .preprocess(
      (value) => (typeof value === 'number' ? [value, value] : value),
      z.tuple([z.int().min(min).max(max), z.int().min(min).max(max)]),
    )
    .default(initial),
  field: { ...words, control: 'pair', min, max, step: 1, unit },
});

export const toggle = (initial: boolean, words: Words): Parameter<boolean> => ({
  schema: z.boolean().default(initial),
  field: { ...words, control: 'switch' },
});

/** One of a few words, each with the label that people see. */
export const choice = <T extends string>(initial: T, choices: Readonly<Record<T, string>>, words: Words): Parameter<T> => ({
  // Object.keys forgets the key type; these are exactly the keys of Record<T, string>. The default must be one of them.
  schema: z.enum(Object.keys(choices) as T[]).default(initial as never) as unknown as z.ZodType<T>,
  field: { ...words, control: 'choice', choices: Object.entries<string>(choices).map(([value, label]) => ({ value, label })) },
});

/** The name of something that the data has; which there are, `choicesOf` says. */
export const named = (initial: string, choicesOf: NonNullable<Field['choicesOf']>, words: Words): Parameter<string> => ({
  schema: z.string().max(1000).default(initial),
  field: { ...words, control: 'choice', choicesOf },
});

/** The same where most data has none: then nothing is named. */
export const optionalName = (choicesOf: NonNullable<Field['choicesOf']>, words: Words): Parameter<string | undefined> => ({
  schema: z.string().max(1000).optional(),
  field: { ...words, control: 'choice', choicesOf, optional: true },
});

type Values<M> = { [K in keyof M]: M[K] extends Parameter<infer T> ? T : never };

/** Puts parameters together into a block's `params` (names it does not know are refused) and `fields`. */
export function parameters<M extends Record<string, Parameter<unknown>>>(
  map: M,
): { params: z.ZodType<Values<M>>; fields: { [K in keyof M]: Field } } {
  const schemas = Object.fromEntries(Object.entries(map).map(([name, { schema }]) => [name, schema]));
  const fields = Object.fromEntries(Object.entries(map).map(([name, { field }]) => [name, field]));
  // fromEntries forgets which key has which type; both objects have exactly the keys of `map`.
  return { params: z.strictObject(schemas) as unknown as z.ZodType<Values<M>>, fields: fields as { [K in keyof M]: Field } };
}

/** What a field's value must be, in words: "a whole number 1 to 4,096". */
export function mustBe(field: Field): string {
  if (field.control === 'switch') return 'true or false';
  if (field.choicesOf !== undefined) return 'the name of a column';
  if (field.control === 'choice') return `one of ${(field.choices ?? []).map(({ value }) => value).join(', ')}`;
  if (field.control === 'text') return 'text';
  const range = `${grouped(field.min ?? -Infinity)} to ${grouped(field.max ?? Infinity)}`;
  if (field.control === 'pair') return `two whole numbers ${range}`;
  return `a ${field.control === 'integer' ? 'whole ' : ''}number ${range}`;
}
