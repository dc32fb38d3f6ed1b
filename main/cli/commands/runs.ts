import type { CoreCommand } from '../command.ts';
import { judged, table } from '../table.ts';

export const runs: CoreCommand = {
  name: 'runs',
  takes: '',
  summary: 'list the training runs and what came of them',
  examples: ['unfold runs', 'unfold runs --json'],
  options: {},
  words: [0, 0],
  async run(session) {
    const list = (await session.call('runs.list', {})).runs;
    const json = {
      runs: list.map(({ id, name, state, modelName, dataset, datasetName, engine, epochsDone, config, final, note, tags }) => ({
        run: id,
        name,
        state,
        model: modelName,
        dataset,
        datasetName,
        engine: engine?.engine ?? null,
        epochs: epochsDone,
        epochsWanted: config.epochs,
        metrics: final,
        note,
        tags,
      })),
    };
    if (list.length === 0) return { json, text: 'Nothing was trained yet. Begin with: unfold train DATASET' };
    const text = table(list, [
      { head: 'run', right: true, cell: ({ id }) => id },
      { head: 'state', cell: ({ state }) => state },
      { head: 'model', cell: ({ modelName, versionNumber }) => `${modelName} v${versionNumber}` },
      { head: 'dataset', cell: ({ dataset, datasetName }) => `${dataset} ${datasetName}` },
      { head: 'epochs', right: true, cell: ({ epochsDone, config }) => `${epochsDone}/${config.epochs}` },
      { head: 'train', right: true, cell: ({ final }) => judged(final.train) },
      { head: 'validation', right: true, cell: ({ final }) => judged(final.validation) },
      { head: 'test', right: true, cell: ({ final }) => judged(final.test) },
    ]);
    return { json, text };
  },
};
