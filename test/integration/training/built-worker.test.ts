import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runConfig } from '#app/runs/config.ts';
import { bundledNode } from '#main/entries.ts';
import { datasetById } from '#main/store/datasets.ts';
import type { Order, Report } from '#main/training/protocol.ts';
import { workerData } from '#main/training/worker-data.ts';
import { drawProject, openTrainingWorkspace, tinyGraph } from '#test/helpers/training-workspace.ts';

const built = resolve('out/main/training-worker.js');
const isBuilt = existsSync(built);

it.skipIf(!isBuilt)(
  `the built worker trains under the bundled Node in an empty environment${isBuilt ? '' : ' (skipped: not built)'}`,
  async () => {
    const workspace = await openTrainingWorkspace();
    const folder = await mkdtemp(join(tmpdir(), 'unfold-built-'));
    const data = await workerData(workspace, await datasetById(workspace.store.db, (await drawProject(workspace)).dataset));
    const worker = fork(built, [], {
      execPath: bundledNode(),
      execArgv: [],
      env: {},
      cwd: tmpdir(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const reports: Report[] = [];
    worker.on('message', (report) => reports.push(report as Report));
    const config = runConfig.parse({ epochs: 2, batchSize: 16, learningRate: 0.01 });
    const how = { dataHash: 'data', graphHash: 'graph', folder, resume: null, began: null, force: false, known: [] };
    worker.send({ type: 'task', id: 1, task: { kind: 'train', run: 1, graph: tinyGraph, data, config, ...how } } satisfies Order);
    const code = await new Promise((end) => worker.once('close', end));
    expect(reports.filter((report) => report.type === 'failed')).toEqual([]);
    expect(reports.at(-1)).toMatchObject({ type: 'done', state: 'finished', standsFor: 2 });
    expect(code).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['epoch-00001.ckpt', 'epoch-00002.ckpt']);
    await workspace.close();
    await rm(folder, { recursive: true });
  },
);
