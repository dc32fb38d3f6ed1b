import { appError } from '#app/errors.ts';
import type { Exporter } from './exporter.ts';
import { tfjsExporter } from './tfjs.ts';

/** Every export format, in the order they are offered. */
export const exporters: readonly Exporter[] = [tfjsExporter];

/** The exporter called `name`; throws format-unknown. */
export function exporterOf(name: string): Exporter {
  const found = exporters.find((exporter) => exporter.name === name);
  if (found === undefined) throw appError('format-unknown', { name, known: exporters.map((exporter) => exporter.name).join(', ') });
  return found;
}
