import { z } from 'zod';
import { encoderSettings } from './encoders/index.ts';

/** A column that goes in, and how. */
export const columnInput = z.object({ column: z.string(), encoder: encoderSettings });
export type ColumnInput = z.infer<typeof columnInput>;

/** Whether rows that miss the cell are left out. */
export const dropsMissing = ({ encoder: { missing } }: ColumnInput): boolean =>
  (typeof missing === 'string' ? missing : missing.kind) === 'drop';
