import { appError } from '#app/errors.ts';
import { mostColumns, type SampleRow, sampleRows } from './columns.ts';
import { LineReader, wholeLines } from './lines.ts';
import { mostCharacters } from './records.ts';
import type { SkippedRow } from './source.ts';
import { mostSkipped } from './table-beginning.ts';
import type { Block } from './text-file.ts';

const mostNestedCharacters = 300;
export const tooLong = `a line must have ${mostCharacters} characters or fewer`;

/** What the beginning of JSON lines tells; names are the keys in the order they first occur. */
export interface JsonBeginning {
  names: string[];
  nested: Set<number>;
  sample: SampleRow[];
  skipped: SkippedRow[];
  rows: number;
}

/** The object on a line, why there is none, or null where the line is empty. */
export function readObject(line: string): object | string | null {
  if (line.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    // A SyntaxError, or a RangeError of what is nested too deep.
    return `it is no JSON (${error instanceof Error ? error.message.replace(/,? ?\.{3}.*is not valid JSON$|, ".*" is not valid JSON$/s, '').slice(0, 100) : 'unknown'})`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  return `a line must be an object; got ${value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
}

/** Only what the line itself says: nothing that objects inherit. */
export const ownValue = (object: object, key: string): unknown => (Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined);

export function cell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? nestedText(value) : String(value);
}

/** To be shown only; what is nested too deep to be written is cut to nothing. */
function nestedText(value: object): string {
  try {
    return JSON.stringify(value).slice(0, mostNestedCharacters);
  } catch (error) {
    if (error instanceof RangeError) return Array.isArray(value) ? '[…]' : '{…}';
    throw error;
  }
}

/** Throws text-no-rows, text-row-too-long, table-too-wide, json-no-lines. */
export function jsonBeginning(path: string, head: Block): JsonBeginning {
  if (/^\s*\[/.test(head.text)) throw appError('json-no-lines', { file: path });
  const names = new Map<string, number>();
  const nested = new Set<number>();
  const sample: SampleRow[] = [];
  const skipped: SkippedRow[] = [];
  let rows = 0;
  const skip = (place: number, reason: string) => {
    rows += 1;
    if (skipped.length < mostSkipped) skipped.push({ place, column: null, reason });
  };
  const reader = new LineReader(
    wholeLines({
      line(line, number) {
        const read = readObject(line);
        if (read === null) return;
        if (typeof read === 'string') return skip(number, read);
        rows += 1;
        if (sample.length >= sampleRows(names.size)) return;
        const cells: (string | null)[] = [];
        for (const [key, value] of Object.entries(read)) {
          const place = names.get(key) ?? names.size;
          names.set(key, place);
          if (typeof value === 'object' && value !== null) nested.add(place);
          cells[place] = cell(value);
        }
        if (names.size > mostColumns) throw appError('table-too-wide', { file: path, got: names.size, most: mostColumns });
        sample.push({ place: number, cells });
      },
      long: (number) => skip(number, tooLong),
    }),
    mostCharacters,
  );
  reader.feed(head.text, head.last);
  if (rows === 0 && !head.last) throw appError('text-row-too-long', { file: path, most: mostCharacters });
  if (sample.length === 0) throw appError('text-no-rows', { file: path, got: skipped[0]?.reason ?? 'got none' });
  // A row has a cell for each column, also for those that come later.
  const whole = sample.map(({ place, cells }) => ({ place, cells: Array.from({ length: names.size }, (_, i) => cells[i] ?? null) }));
  return { names: [...names.keys()], nested, sample: whole, skipped, rows };
}
