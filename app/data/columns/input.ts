import { z } from 'zod';
import { encoderSettings } from './encoders/index.ts';

/** A column that goes in, and how. */
export const columnInput = z.object({ column: z.string(), encoder: encoderSettings });
export type ColumnInput = z.infer<typeof columnInput>;

/** Whether it goes in as an image or a text as a whole. */
export const isWhole = ({ encoder: { kind } }: ColumnInput): boolean => kind === 'image' || kind === 'text';

/** Whether rows that miss the cell are left out. */
export const dropsMissing = ({ encoder: { missing } }: ColumnInput): boolean =>
  (typeof missing === 'string' ? missing : missing.kind) === 'drop';
