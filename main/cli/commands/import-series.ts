import { intervalQuantiles } from '#app/data/series/interval-quantiles.ts';
import type { CoreCommand } from '../command.ts';
import { projectOption } from '../project-option.ts';
import { splitOf, splitOptions } from '../split-option.ts';
import { importedTable } from '../table-import.ts';
import { namesOf, positiveOf, textOf, wholeOf } from '../values.ts';

const takes =
  'FILE [--time COLUMN] [--target COLUMN[,COLUMN]] [--key COLUMN] [--window N] [--horizon N] [--stride N] [--gap N] [--ahead COLUMN[,COLUMN]] [--interval PERCENT] [--name N] [--project P] [--split 80/10/10]';
const usage = `unfold import series ${takes}`;

export const importSeries: CoreCommand = {
  name: 'import series',
  takes,
  summary: 'make a dataset of the windows of a time series',
  details:
    'A file has a row a moment: CSV, TSV, JSON lines or Parquet. A window of rows goes in, the next ones are forecast; a key tells several series in one file apart.\nA target of categories (a schedule) is answered with the next one. A unit behind a name may be left out. Parts are cut in the order of time.',
  examples: [
    'unfold import series sales.csv --time day --target sold --window 28 --horizon 7',
    'unfold import series shops.csv --time day --target sold --key shop --ahead price,holiday --interval 80',
    'unfold import series training.csv --time day --target exercise --window 6',
  ],
  options: {
    time: { value: 'COLUMN', help: 'the column of times; the first of dates otherwise' },
    target: { value: 'COLUMN[,COLUMN]', help: 'the column that is to be forecast, or some' },
    key: { value: 'COLUMN', help: 'the column that tells several series apart; found where every time has a row of each' },
    window: { value: 'N', help: 'rows that go in' },
    horizon: { value: 'N', help: 'rows that are forecast' },
    stride: { value: 'N', help: 'rows from one window to the next' },
    gap: { value: 'N', help: 'rows left out between the parts' },
    ahead: { value: 'COLUMN[,COLUMN]', help: 'columns that are known of the time that is forecast' },
    interval: { value: 'PERCENT', help: 'forecast ranges too, which so many percent lie in' },
    name: { value: 'N', help: 'what to call it; the name of the file otherwise' },
    ...projectOption,
    split: splitOptions.split,
  },
  words: [1, 1],
  async run(session, [path = ''], given) {
    const targets = namesOf(given, 'target');
    const [time, key] = [textOf(given, 'time'), textOf(given, 'key')];
    const [window, horizon] = [wholeOf(given, 'window', 1), wholeOf(given, 'horizon', 1)];
    const [stride, gap, percent] = [wholeOf(given, 'stride', 1), wholeOf(given, 'gap', 0), positiveOf(given, 'interval')];
    const knownAhead = namesOf(given, 'ahead');
    const wish = Object.fromEntries(Object.entries({ targets, time, key, window, horizon }).filter(([, value]) => value !== undefined));
    return importedTable(session, given, usage, {
      path,
      wish: { kind: 'series', ...wish },
      split: splitOf(given, usage),
      change: (suggested, meant) =>
        suggested.kind === 'series'
          ? {
              ...suggested,
              ...(stride !== undefined && { stride }),
              ...(gap !== undefined && { gap }),
              ...(knownAhead !== undefined && { knownAhead: knownAhead.map(meant) }),
              ...(percent !== undefined && { quantiles: intervalQuantiles(percent) }),
            }
          : suggested,
    });
  },
};
