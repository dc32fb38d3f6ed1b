import { type TableAnswers, tableAnswers } from '#app/data/tables/preprocessing.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand } from '../command.ts';
import { projectOption } from '../project-option.ts';
import { splitOf, splitOptions } from '../split-option.ts';
import { importedTable } from '../table-import.ts';
import { choiceOf, namesOf } from '../values.ts';

const takes =
  'FILE [--label COLUMN[,COLUMN]] [--learn class|numbers|labels|several] [--text COLUMN[,COLUMN]] [--without COLUMN[,COLUMN]] [--name N] [--project P] [--split 80/10/10] [--seed S]';
const usage = `unfold import table ${takes}`;

export const importTable: CoreCommand = {
  name: 'import table',
  takes,
  summary: 'make a dataset of the rows of a table',
  details:
    'A file has a row an item: CSV, TSV, JSON lines or Parquet. The label is what is to be learned: a column of classes, one or some of numbers, or some of yes and no; columns of several kinds are learned by one model, each as what it is.\nA column of paths of images goes in as pixels; one of texts goes in where --text names it.\nColumns are guessed where they are not given; a unit behind a name may be left out. Rows that cannot be read are listed and skipped.',
  examples: [
    'unfold import table flowers.csv --label species',
    'unfold import table houses.csv --label price',
    'unfold import table flats.csv --label price --text description',
    'unfold import table films.csv --label comedy,drama,war --learn labels',
    'unfold import table apples.csv --label variety,keeps',
  ],
  options: {
    label: { value: 'COLUMN[,COLUMN]', help: 'the column that is to be learned, or some' },
    learn: { value: tableAnswers.options.join('|'), help: 'what the label is; as the column looks otherwise' },
    text: { value: 'COLUMN[,COLUMN]', help: 'columns of texts that go in as tokens' },
    without: { value: 'COLUMN[,COLUMN]', help: 'columns that are not to go in' },
    name: { value: 'N', help: 'what to call it; the name of the file otherwise' },
    ...projectOption,
    ...splitOptions,
  },
  words: [1, 1],
  async run(session, [path = ''], given) {
    const targets = namesOf(given, 'label');
    const answers: TableAnswers | undefined = choiceOf(given, 'learn', tableAnswers.options);
    const texts = namesOf(given, 'text');
    const without = namesOf(given, 'without') ?? [];
    return importedTable(session, given, usage, {
      path,
      wish: {
        kind: 'tables',
        ...(targets !== undefined && { targets }),
        ...(answers !== undefined && { answers }),
        ...(texts !== undefined && { texts }),
      },
      split: splitOf(given, usage),
      change(suggested, meant) {
        const left = without.map(meant);
        const inputs = suggested.inputs.filter(({ column }) => !left.includes(column));
        if (inputs.length === 0) throw appError('usage-wrong', { problem: 'A column at least must go in.', usage });
        return { ...suggested, inputs };
      },
    });
  },
};
