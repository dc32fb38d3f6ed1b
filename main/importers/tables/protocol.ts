import type { ArrangedTable, Arrangement } from './arrange-table.ts';
import type { PreparedTable, TablePreparation } from './prepare-table.ts';
import type { KeepTable, KeptRows, TableLook, TableReadOptions, TableShape } from './source.ts';

/** Main → reader. */
export type TableOrder =
  | { type: 'look'; path: string; shape: TableShape; milliseconds: number }
  | { type: 'keep'; path: string; shape: TableShape; options: TableReadOptions; keep: KeepTable }
  | { type: 'arrange'; arrangement: Arrangement }
  | { type: 'prepare'; preparation: TablePreparation };

/** Reader → main, beside what all readers say. */
export type TableReport =
  | { type: 'look'; look: TableLook }
  | { type: 'kept'; rows: KeptRows }
  | { type: 'arranged'; table: ArrangedTable }
  | { type: 'prepared'; table: PreparedTable };
