import type { ColumnValues } from '#app/data/columns/column.ts';
import type { EncoderState } from '#app/data/columns/encoders/index.ts';
import type { Columns, FittedColumns } from '#app/data/columns/fitted.ts';
import { rowsNeeded } from '#app/data/columns/rows-needed.ts';
import { imageShape } from '#app/data/images.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { size } from '#app/numbers.ts';
import { draws } from '#app/runs/random.ts';

/** One cell in so many is missing, where it may be. */
const missingEvery = 10;

/** As many rows as an answer needs, of the inputs and targets: numbers between the table's least and most, its categories; the same ones for the same key. */
export function drawnColumns(fitted: FittedColumns, facts: readonly TableColumn[], key: number): Columns {
  const { before, window, ahead } = rowsNeeded(fitted);
  const states = new Map(fitted.inputs.map(({ column, state }) => [column, state]));
  const names = [...new Set([...states.keys(), ...fitted.targets.map(({ column }) => column)])];
  return new Map(
    names.map((name, place) => {
      const { next, integer } = draws(key, place);
      const column = facts.find((each) => each.name === name);
      const state = states.get(name);
      const rows = before + window + ahead;
      if (state?.kind === 'text') return [name, drawnTexts(state, rows, integer)];
      if (state?.kind === 'image') return [name, drawnImages(state, rows, integer)];
      const mayMiss = fills(state);
      const values = Float64Array.from({ length: rows }, () =>
        mayMiss && integer(missingEvery) === 0 ? Number.NaN : drawnCell(column, next),
      );
      const categories = column?.categories?.map((each) => each.name) ?? null;
      return [name, { values, categories } satisfies ColumnValues];
    }),
  );
}

type Of<Kind extends EncoderState['kind']> = Extract<EncoderState, { kind: Kind }>;
const placesOf = (rows: number): Float64Array<ArrayBuffer> => Float64Array.from({ length: rows }, (_, row) => row);

/** Texts of words that training met, half as long as fits. */
function drawnTexts({ fitted: { words, settings } }: Of<'text'>, rows: number, integer: (below: number) => number): ColumnValues {
  const length = Math.max(1, Math.floor(settings.length / 2));
  const text = () => Array.from({ length }, () => words[integer(words.length)] ?? '').join(settings.tokens === 'words' ? ' ' : '');
  return { values: placesOf(rows), categories: Array.from({ length: rows }, text) };
}

/** Images of noise. */
function drawnImages({ image }: Of<'image'>, rows: number, integer: (below: number) => number): ColumnValues {
  const pixels = Uint8Array.from({ length: rows * size(imageShape(image)) }, () => integer(256));
  return { values: placesOf(rows), categories: Array.from({ length: rows }, (_, row) => `image ${row + 1}`), pixels };
}

/** Whether a missing cell becomes something by itself, whatever stands above it. */
const fills = (state: EncoderState | undefined): boolean => state !== undefined && !['drop', 'forward'].includes(state.missing.kind);

function drawnCell(column: TableColumn | undefined, next: () => number): number {
  if (column?.type === 'category') return Math.floor(next() * (column.categories?.length ?? 0));
  const [least, most] = [column?.least ?? 0, column?.most ?? 1];
  const value = least + (most - least) * next();
  return column?.type === 'number' ? value : Math.round(value);
}
