import type { z } from 'zod';

/** Parses a JSON column; `where` names it in the error, which is a bug or a damaged row, never the user's fault. */
export function readJson<T>(schema: z.ZodType<T>, text: string, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${where} must be JSON`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new Error(`${where} does not fit: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

/** The same for a column that may be empty. */
export const readJsonOrNull = <T>(schema: z.ZodType<T>, text: string | null, where: string): T | null =>
  text === null ? null : readJson(schema, text, where);
