import type { Preprocessing } from '#app/data/preprocessing.ts';
import type { CoreCommand } from '../command.ts';
import { table } from '../table.ts';

export const datasets: CoreCommand = {
  name: 'datasets',
  takes: '',
  summary: 'list what was imported',
  examples: ['unfold datasets', 'unfold datasets --json'],
  options: {},
  words: [0, 0],
  async run(session) {
    const list = (await session.call('datasets.list', {})).datasets;
    const json = {
      datasets: list.map(({ id, name, kind, state, source, items, skipped, duplicates, classes, preprocessing, split }) => ({
        dataset: id,
        name,
        kind,
        state,
        source,
        items,
        skipped,
        duplicates,
        classes,
        preprocessing,
        split,
      })),
    };
    if (list.length === 0)
      return { json, text: 'Nothing was imported yet. Begin with: unfold import images FOLDER   or   unfold import text FILE' };
    const text = table(list, [
      { head: 'dataset', right: true, cell: ({ id }) => id },
      { head: 'name', cell: ({ name }) => name },
      { head: 'state', cell: ({ state }) => state },
      { head: 'items', right: true, cell: ({ items }) => items.toLocaleString('en') },
      { head: 'as', cell: ({ preprocessing }) => preprocessingWords(preprocessing) },
      {
        head: 'classes',
        cell: ({ classes }) => (classes.length > 6 ? String(classes.length) : classes.map(({ name }) => name).join(', ')),
      },
    ]);
    return { json, text };
  },
};

/** What the network gets of an item, in a few words. */
function preprocessingWords(preprocessing: Preprocessing): string {
  if (preprocessing.kind === 'images') return `${preprocessing.width}×${preprocessing.height} ${preprocessing.channels}`;
  if (preprocessing.kind === 'texts') return `${preprocessing.length} ${preprocessing.tokens}, ${preprocessing.encoding}`;
  const inputs = `${preprocessing.inputs.length} columns`;
  return preprocessing.kind === 'tables' ? inputs : `${inputs}, ${preprocessing.window} rows → ${preprocessing.horizon}`;
}
