import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingStep } from '#main/engine/engine.ts';
import { type Disk, disk } from '#main/store/disk.ts';
import { Controls } from '#main/training/controls.ts';
import { keep } from '#main/training/keep.ts';
import type { Report } from '#main/training/protocol.ts';
import { drawnCheckpoint } from '#test/helpers/checkpoints.ts';

/** A disk without room until `room()` says so. */
const fullUntil = (room: () => boolean): Disk => ({
  ...disk,
  async create(path, mode) {
    const file = await disk.create(path, mode);
    return {
      ...file,
      async write(bytes) {
        if (!room()) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        await file.write(bytes);
      },
    };
  },
});

describe('keeping an epoch', () => {
  let folder: string;
  let told: Report[];
  let controls: Controls;
  const { weights, slots, configuration, progress, run } = drawnCheckpoint();
  const stepOf = (state: Awaited<ReturnType<TrainingStep['state']>>): TrainingStep => ({
    train: () => Promise.reject(new Error('not asked')),
    evaluate: () => Promise.reject(new Error('not asked')),
    state: async () => state,
    restore: async () => undefined,
    dispose: () => undefined,
  });
  const keeping = async (more: { disk?: Disk; step?: TrainingStep; retryMilliseconds?: number } = {}) => {
    const { written } = await keep(
      { run, folder, configuration, controls, step: stepOf({ weights, slots }), send: (report) => told.push(report), ...more },
      progress,
    );
    return written;
  };
  const states = () => told.flatMap((report) => (report.type === 'state' ? [report.state] : []));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-keep-'));
    told = [];
    controls = new Controls(() => undefined);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('says what was written', async () => {
    expect(await keeping()).toMatchObject({
      file: 'epoch-00003.ckpt',
      epoch: 3,
      step: 24,
      best: false,
      metrics: { train: progress.train },
    });
    expect(await readdir(folder)).toEqual(['epoch-00003.ckpt']);
  });

  it('waits where the disk is full, says so, and goes on when it is told to', async () => {
    let room = false;
    const kept = keeping({ disk: fullUntil(() => room) });
    await expect.poll(states).toEqual(['paused']);
    expect(told[0]).toMatchObject({ type: 'note', level: 'warning', message: expect.stringMatching(/no room left.*waits/) });
    expect(await readdir(folder)).toEqual([]);
    room = true;
    controls.proceed();
    expect(await kept).toMatchObject({ epoch: 3 });
    expect(states()).toEqual(['paused', 'running']);
  });

  it('goes on by itself once there is room', async () => {
    let tries = 0;
    const kept = await keeping({ disk: fullUntil(() => ++tries > 3), retryMilliseconds: 5 });
    expect(kept).toMatchObject({ epoch: 3 });
  });

  it('gives the epoch up when the run is ended meanwhile', async () => {
    const kept = keeping({ disk: fullUntil(() => false) });
    await expect.poll(states).toEqual(['paused']);
    controls.end({ type: 'leave' });
    expect(await kept).toBeNull();
  });

  it('never keeps a weight that is not finite', async () => {
    const spoiled = { weights: [{ name: 'w', shape: [2], values: new Float32Array([1, Number.NaN]) }], slots: [] };
    await expect(keeping({ step: stepOf(spoiled) })).rejects.toMatchObject({ code: 'loss-not-finite' });
    expect(await readdir(folder)).toEqual([]);
  });
});
