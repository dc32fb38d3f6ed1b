import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runConfig } from '#app/runs/config.ts';
import { checkpointsOf } from '#main/store/checkpoints.ts';
import { connect, migrate } from '#main/store/connection.ts';
import { eventsAfter } from '#main/store/events.ts';
import type { ItemRow } from '#main/store/item-block.ts';
import { itemPages, listDuplicates } from '#main/store/items.ts';
import { migrations } from '#main/store/migrations/index.ts';
import { stepsAfter } from '#main/store/run-steps.ts';
import { runById } from '#main/store/runs.ts';
import { storeOver } from '#main/store/store.ts';
import { someGraph } from '#test/helpers/rows.ts';
import { readableLog, temporaryFolder } from '#test/helpers/workspace.ts';

const items = Array.from({ length: 5000 }, (_, index) => ({
  path: `a "b"/\\${index} ж.png`,
  class: index * 70_001,
  split: (['train', 'validation', 'test'] as const)[index % 3] ?? 'train',
  width: index,
  height: 1,
  bytes: 2 ** 31 + index,
  modifiedAt: 1_700_000_000_000 + index,
  hash: `h${index}`,
  pixels: `p${index % 4999}`,
  duplicateOf: index === 4999 ? 0 : null,
}));

test('items that had a row each are the same in blocks', async () => {
  const connection = connect(join(temporaryFolder(), 'unfold.sqlite'));
  migrate(connection, migrations.slice(0, 5));
  connection.exec(`insert into projects (id, name, createdAt, openedAt) values (1, 'P', 1, 1);
    insert into datasets (id, project, name, kind, state, source, classes, preprocessing, split, options, shards, createdAt)
    values (1, 1, 'D', 'images', 'ready', '', '[]', '{}', '{}', '{}', '[]', 1)`);
  const insert = connection.prepare(`insert into items values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const [index, item] of items.entries()) insert.run(index, ...Object.values(item));
  migrate(connection);

  const store = storeOver(connection, readableLog().log);
  onTestFinished(() => store.close());
  const pages: ItemRow[][] = [];
  for await (const page of itemPages(store.db, 1)) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([4096, 904]);
  expect(pages.flat()).toEqual(items);
  expect((await listDuplicates(store.db, 1, { offset: 0, limit: 9 })).duplicates).toMatchObject([{ index: 4999, ofIndex: 0 }]);
});

test('runs of classes keep what they reached, under what it is called now', async () => {
  const connection = connect(join(temporaryFolder(), 'unfold.sqlite'));
  migrate(connection, migrations.slice(0, 6));
  const metrics = { train: { loss: 0.5, accuracy: 0.75 }, validation: { loss: 0.6, accuracy: 0.7 } };
  const graph = JSON.stringify(someGraph());
  connection.exec(`insert into projects (id, name, createdAt, openedAt) values (1, 'P', 1, 1);
    insert into datasets (id, project, name, kind, state, source, classes, preprocessing, split, options, shards, createdAt)
    values (1, 1, 'D', 'images', 'ready', '', '[]', '{}', '{}', '{}', '[]', 1);
    insert into models (id, project, name, graph, createdAt, updatedAt) values (1, 1, 'M', '${graph}', 1, 1);
    insert into modelVersions (id, model, number, hash, graph, note, createdAt) values (1, 1, 1, 'h', '${graph}', '', 1);
    insert into runs (id, project, name, state, dataset, modelVersion, config, final, majority, createdAt)
    values (1, 1, 'R', 'finished', 1, 1, '${JSON.stringify({ epochs: 3, loss: 'categorical-crossentropy' })}',
      '${JSON.stringify({ ...metrics, test: null })}', 0.25, 1);
    insert into runEpochs values (1, 1, 0.5, 0.75, 0.6, 0.7, 0.001, 2, 10), (1, 2, 0.4, 0.8, null, null, 0.001, 2, 10);
    insert into events (seq, at, object, json) values (1, 1, 'run 1', '{"type":"run"}'), (2, 1, 'job 1', '{"type":"job"}')`);
  const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
  connection.prepare('insert into runSteps values (1, 1, 2, ?, ?)').run(floats(1, 0.5), floats(0.25, 0.75));
  connection
    .prepare(
      `insert into checkpoints (run, epoch, step, file, sha256, bytes, best, metrics, createdAt) values (1, 1, 2, 'f', 's', 1, 1, ?, 1)`,
    )
    .run(JSON.stringify(metrics));
  migrate(connection);

  const store = storeOver(connection, readableLog().log);
  onTestFinished(() => store.close());
  const { config, measure, baseline, final, epochs } = await runById(store.db, 1);
  const now = {
    train: { loss: 0.5, accuracy: 0.75, error: null },
    validation: { loss: 0.6, accuracy: 0.7, error: null },
  };
  expect({ config, measure, baseline, final }).toEqual({
    config: runConfig.parse({ epochs: 3 }),
    measure: 'accuracy',
    baseline: 0.25,
    final: { ...now, test: null },
  });
  expect(epochs).toMatchObject([now, { train: { loss: 0.4, accuracy: 0.8, error: null }, validation: null }]);
  expect(await stepsAfter(store.db, 1, 0)).toEqual({
    step: Float64Array.of(1, 2),
    loss: Float32Array.of(1, 0.5),
    figure: Float32Array.of(0.25, 0.75),
  });
  expect((await checkpointsOf(store.db, 1))[0]?.metrics).toEqual(now);
  // News of a run as it was told then would not be understood: who missed it is sent for all.
  expect(await eventsAfter(store.db, 0)).toBeNull();
});
