import type { SeriesLine, SeriesShape, TableProfile } from '#app/contract/profiles.ts';
import type { ArrangedTable, Arrangement } from './arrange-table.ts';
import type { PreparedTable, TablePreparation } from './prepare-table.ts';
import type { ProfileOrder } from './profile-table.ts';
import type { LineOrder, ShapeOrder } from './series-views.ts';
import type { KeepTable, KeptRows, TableLook, TableReadOptions, TableShape } from './source.ts';

/** Main → reader. */
export type TableOrder =
  | { type: 'look'; path: string; shape: TableShape; milliseconds: number }
  | { type: 'keep'; path: string; shape: TableShape; options: TableReadOptions; keep: KeepTable }
  | { type: 'arrange'; arrangement: Arrangement }
  | { type: 'prepare'; preparation: TablePreparation }
  | { type: 'profile'; asked: ProfileOrder }
  | { type: 'line'; asked: LineOrder }
  | { type: 'shape'; asked: ShapeOrder };

/** Reader → main, beside what all readers say. */
export type TableReport =
  | { type: 'look'; look: TableLook }
  | { type: 'kept'; rows: KeptRows }
  | { type: 'arranged'; table: ArrangedTable }
  | { type: 'prepared'; table: PreparedTable }
  | { type: 'profile'; profile: TableProfile }
  | { type: 'line'; line: SeriesLine }
  | { type: 'shape'; shape: SeriesShape };
