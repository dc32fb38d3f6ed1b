import { isFreeText } from '#app/data/tables/table-columns.ts';
import type { SampleRow } from '../texts/columns.ts';
import type { SkippedRow } from '../texts/source.ts';
import { planColumns } from './column-plan.ts';
import { skippedCell } from './read-rows.ts';
import type { LookedColumn } from './source.ts';

/** Rows with a cell that cannot be read as its column says. */
export function skippedAmong(rows: readonly SampleRow[], columns: readonly LookedColumn[]): SkippedRow[] {
  if (columns.every(({ type }) => isFreeText(type))) return [];
  const planned = planColumns('', columns);
  return rows.flatMap(({ place, cells }) => {
    for (const [number, { name, reader }] of planned.entries()) {
      const found = reader.readValue(cells[number] ?? null);
      if (typeof found === 'string') return skippedCell(place, name, found);
    }
    return [];
  });
}
