import type { CoreCommand } from '../command.ts';
import { table } from '../table.ts';
import { textOf } from '../values.ts';

export const models: CoreCommand = {
  name: 'models',
  takes: '[--show NAME]',
  summary: 'list the templates, or show one as a graph',
  details:
    'A graph is JSON: {version: 1, nodes: [{id, block, params}], edges: [{from, to}]}. Change one and train it with --model FILE.json.',
  examples: ['unfold models', 'unfold models --show small-cnn > mine.json'],
  options: { show: { value: 'NAME', help: 'print the graph of this template' } },
  words: [0, 0],
  async run(session, _words, given) {
    const name = textOf(given, 'show');
    if (name !== undefined) {
      const graph = await session.call('models.template', { name });
      return { json: graph, text: JSON.stringify(graph, null, 2) };
    }
    const { templates } = await session.call('models.templates', {});
    const text = table(templates, [
      { head: 'model', cell: (each) => each.name },
      { head: '', cell: ({ title }) => title },
      { head: '', cell: ({ description }) => description },
    ]);
    return { json: { models: templates }, text };
  },
};
