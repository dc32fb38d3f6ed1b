import { resolve } from 'node:path';
import type { TableWish } from '#app/contract/tables.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { columnMeant } from '#app/data/columns/suggested.ts';
import type { SplitSettings } from '#app/data/images.ts';
import type { TableFacts } from '#app/data/tables/facts.ts';
import type { Given, Outcome, Session } from './command.ts';
import { importText, reportOf } from './import-outcome.ts';
import { projectOf } from './project-option.ts';
import { table } from './table.ts';
import { textOf } from './values.ts';
import { jobResult } from './wait.ts';

/** What is imported, and how. */
interface Asked {
  path: string;
  wish: TableWish;
  split: Partial<SplitSettings> | undefined;
  /** What of the suggested preprocessing is to be otherwise; `meant`: the column of a name that was typed, which throws column-unknown. */
  change(suggested: ColumnsPreprocessing, meant: (name: string) => string): ColumnsPreprocessing;
}

const words = {
  tables: { items: 'rows', counted: 'rows', class: 'class', classes: 'classes' },
  series: { items: 'windows', counted: 'windows', class: 'class', classes: 'classes' },
} as const;

/** Imports a table or series as was asked and tells what came of it. */
export async function importedTable(session: Session, given: Given, usage: string, asked: Asked): Promise<Outcome> {
  const look = await session.call('datasets.lookTable', { path: resolve(asked.path), wish: asked.wish });
  const project = await projectOf(session, textOf(given, 'project'), usage);
  const started = await session.call('datasets.importTable', {
    path: look.path,
    shape: look.import.shape,
    preprocessing: asked.change(look.import.preprocessing, (name) => columnMeant(look, name)),
    name: textOf(given, 'name') ?? look.import.name,
    ...(project !== undefined && { project }),
    split: { ...look.import.split, ...asked.split },
  });
  const job = await jobResult(session, started.job);
  if (job.state === 'cancelled') {
    const text = 'The import was stopped. The same command begins it anew.';
    return { json: { dataset: started.dataset, state: 'cancelled' }, text, code: 130 };
  }
  const report = reportOf(job);
  const dataset = await session.call('datasets.get', { dataset: report.dataset });
  if (dataset.table === null || (dataset.kind !== 'tables' && dataset.kind !== 'series'))
    throw new Error('an import of a table makes a dataset of columns');
  const { columns, features, leftOut, mended, rows, series } = dataset.table;
  const overview = table(columns, [
    { head: 'column', cell: ({ name }) => name },
    { head: 'type', cell: ({ type }) => type },
    { head: 'missing', right: true, cell: ({ missing }) => missing.toLocaleString('en') },
  ]);
  const { duplicates: _, ...told } = report;
  return {
    json: {
      ...told,
      rows,
      leftOut,
      columns: columns.map(({ name, type, missing }) => ({ name, type, missing })),
      features,
      ...(series !== null && { series, mended }),
    },
    text: `${overview}\n${rowWords(dataset.table)}\n${importText(report, words[dataset.kind], `unfold train ${report.dataset}`)}`,
  };
}

/** What became of rows that are not used as they stand in the file, a line each. */
function rowWords({ leftOut, mended, rows }: TableFacts): string {
  const lines: [number, string][] = [
    [leftOut, `of ${rows.toLocaleString('en')} rows miss what is needed and are left out`],
    [mended?.doubles ?? 0, 'rows have a time that another row has; the first of each is used (--key tells several series apart)'],
    [mended?.filled ?? 0, 'rows stand in gaps between times: the row before again'],
  ];
  return lines.flatMap(([count, words]) => (count === 0 ? [] : [`${count.toLocaleString('en')} ${words}\n`])).join('');
}
