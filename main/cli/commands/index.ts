import type { AnyCommand } from '../command.ts';
import { datasets } from './datasets.ts';
import { doctor } from './doctor.ts';
import { evaluate } from './evaluate.ts';
import { exportRun } from './export.ts';
import { generate } from './generate.ts';
import { importImages } from './import-images.ts';
import { importSeries } from './import-series.ts';
import { importTable } from './import-table.ts';
import { importText } from './import-text.ts';
import { models } from './models.ts';
import { predict } from './predict.ts';
import { resume } from './resume.ts';
import { runs } from './runs.ts';
import { serve } from './serve.ts';
import { train } from './train.ts';

/** Every command, in the order of help. */
export const commands: readonly AnyCommand[] = [
  importImages,
  importText,
  importTable,
  importSeries,
  datasets,
  models,
  train,
  runs,
  resume,
  evaluate,
  predict,
  generate,
  exportRun,
  serve,
  doctor,
];
