import type { ExportData } from '../exporter.ts';
import { columnFiles } from './columns.ts';
import { imageFiles } from './images.ts';
import type { KindFiles } from './kind-files.ts';
import { textFiles } from './texts.ts';

/** The files for the kind that the data is of. */
export function filesOf(data: ExportData, labels: readonly string[]): KindFiles {
  switch (data.kind) {
    case 'images':
      return imageFiles(data, labels);
    case 'texts':
      return textFiles(data, labels);
    case 'columns':
      return columnFiles(data);
  }
}
