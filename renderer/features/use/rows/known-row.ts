import type { Dataset } from '#app/contract/datasets.ts';
import { type SplitName, splitName } from '#app/data/images.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';

/** A cell: a number, a date in milliseconds since 1970 (UTC), 0 or 1, a category, a text or an image's path; null where it is missing. */
export type Cell = number | string | null;
/** Cells by their column. */
export type Cells = Readonly<Record<string, Cell>>;
/** An image in place of the one that the data has. */
export interface Picture {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}
/** The image of a row of the data. */
export interface KnownPicture {
  row: number;
}
/** What goes in by the names of its columns. */
export type Given = Readonly<Record<string, Cell | Picture | KnownPicture>>;

/** A row of the data: where it comes from, what goes in, and what is true of it. */
export interface KnownRow {
  index: number;
  part: SplitName;
  inputs: Readonly<Record<string, Cell | KnownPicture>>;
  actual: Cells;
}

/** The part to draw from: one that the model never saw, where there is such. */
export const drawnPart = ({ parts }: Pick<Dataset, 'parts'>): SplitName =>
  splitName.options.toReversed().find((part) => parts[part] > 0) ?? 'train';

/** A row at random; an error where it cannot be read. */
export async function drawRow(dataset: Dataset): Promise<KnownRow | ErrorData> {
  const part = drawnPart(dataset);
  const offset = Math.floor(Math.random() * dataset.parts[part]);
  const found = await client.call('datasets.rows', { dataset: dataset.id, split: part, offset, limit: 1 });
  if (!found.ok) return found.error;
  const [row] = found.value.rows;
  if (row === undefined)
    return { code: 'dataset-damaged', message: `Row ${offset + 1} of the part is not there.`, remedy: 'Import the data anew.' };
  const settings = asColumns(dataset.preprocessing);
  const of = (names: readonly string[]): Cells =>
    Object.fromEntries(
      names.map((name) => [name, row.cells[dataset.table?.columns.findIndex((column) => column.name === name) ?? -1] ?? null]),
    );
  // An image is asked about as the data has it, whatever became of its file.
  const images = settings.inputs.filter(({ encoder }) => encoder.kind === 'image');
  const pictures = Object.fromEntries(images.map(({ column }) => [column, { row: row.index }]));
  return {
    index: row.index,
    part,
    inputs: { ...of(settings.inputs.map(({ column }) => column)), ...pictures },
    actual: of(settings.targets),
  };
}
