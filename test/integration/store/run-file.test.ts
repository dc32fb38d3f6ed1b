import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConfig } from '#app/runs/config.ts';
import { keepRunFile, readRunFile } from '#main/store/rebuild/run-file.ts';
import { addRun } from '#test/helpers/rows.ts';
import { openedStore } from '#test/helpers/workspace.ts';

test('a run is read back as it was kept', async () => {
  const { store, folders } = await openedStore();
  const { run } = await addRun(store.db, { measure: 'error', baseline: 12.5, config: JSON.stringify({ loss: 'mae' }) });
  mkdirSync(folders.run(run), { recursive: true });
  await keepRunFile(store.db, folders, run);
  const { format, run: kept } = await readRunFile(folders, run);
  expect({ format, kept }).toMatchObject({
    format: 2,
    kept: { measure: 'error', baseline: 12.5, config: runConfig.parse({ loss: 'mae' }) },
  });
});

test('a file from before answers could be numbers is read as one of classes', async () => {
  const { store, folders } = await openedStore();
  const { run } = await addRun(store.db, { config: JSON.stringify({ epochs: 3 }) });
  mkdirSync(folders.run(run), { recursive: true });
  await keepRunFile(store.db, folders, run);
  const path = join(folders.run(run), 'run.json');
  const { run: row, ...file } = JSON.parse(readFileSync(path, 'utf8'));
  const { measure: _1, baseline: _2, ...before } = row;
  const old = { ...before, config: { ...row.config, loss: 'categorical-crossentropy' }, majority: 0.25 };
  const metrics = { train: { loss: 0.5, accuracy: 0.75 }, validation: null };
  const epochs = [{ epoch: 1, ...metrics, learningRate: 0.1, seconds: 1, rate: 1 }];
  const checkpoints = [{ epoch: 1, step: 1, file: 'f', sha256: '', bytes: 0, best: true, metrics, createdAt: 1 }];
  writeFileSync(path, JSON.stringify({ ...file, format: 1, run: old, epochs, checkpoints }));

  const now = { train: { loss: 0.5, accuracy: 0.75, error: null }, validation: null };
  expect(await readRunFile(folders, run)).toMatchObject({
    run: { measure: 'accuracy', baseline: 0.25, config: runConfig.parse({ epochs: 3 }) },
    epochs: [now],
    checkpoints: [{ metrics: now }],
  });
  writeFileSync(path, JSON.stringify({ ...file, format: 3, run: row }));
  await expect(readRunFile(folders, run)).rejects.toThrow();
});
