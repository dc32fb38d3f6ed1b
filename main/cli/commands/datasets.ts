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
    if (list.length === 0) return { json, text: 'Nothing was imported yet. Begin with: unfold import images FOLDER' };
    const text = table(list, [
      { head: 'dataset', right: true, cell: ({ id }) => id },
      { head: 'name', cell: ({ name }) => name },
      { head: 'state', cell: ({ state }) => state },
      { head: 'images', right: true, cell: ({ items }) => items.toLocaleString('en') },
      { head: 'size', cell: ({ preprocessing: { width, height, channels } }) => `${width}×${height} ${channels}` },
      {
        head: 'classes',
        cell: ({ classes }) => (classes.length > 6 ? String(classes.length) : classes.map(({ name }) => name).join(', ')),
      },
    ]);
    return { json, text };
  },
};
