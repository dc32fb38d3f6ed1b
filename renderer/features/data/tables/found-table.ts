import type { CallInput } from '#app/contract/index.ts';
import type { TableLook, TableWish } from '#app/contract/tables.ts';
import { AppError } from '#app/errors.ts';
import { TableSettings } from './table-settings.svelte.ts';

/** A table that was found, to be imported as rows or as the windows of series. */
export interface FoundTable {
  kind: TableWish['kind'];
  look: TableLook;
  settings: TableSettings;
}

/** A table as one of the two, or as it was read before, looked at again in that shape; null where nothing in it can be learned so. */
export function readTable(
  look: TableLook,
  kind: TableWish['kind'],
  before?: FoundTable,
  shape?: CallInput<'datasets.lookTable'>['shape'],
): FoundTable | null {
  try {
    const settings = before?.settings ?? new TableSettings(look, kind);
    settings.see(look, shape);
    return { kind, look, settings };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
