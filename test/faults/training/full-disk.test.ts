import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draws } from '#app/runs/random.ts';
import { checkpointName, readCheckpoint } from '#main/training/checkpoint-file.ts';
import { times } from '#test/helpers/counts.ts';
import { drawProject, isOver, openTrainingWorkspace, type TrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; r=$?; rmdir $d; exit $r'], { stdio: 'ignore' }).status ===
    0;

const epochs = 12;
const config = { epochs, seed: 4 };
const random = draws(5, 1);
/** KiB that are left when training has begun: none, less than a row, than a checkpoint, a few epochs' worth. */
const leftOver = [0, 4, 12, 40, 90, ...Array.from({ length: times(0, 195) }, () => random.integer(120))];

const last = async (workspace: TrainingWorkspace, run: number) =>
  (await readCheckpoint(join(workspace.folders.checkpoints(run), checkpointName(epochs)))).bodySha256;

describe.skipIf(!canMount)(
  `a disk that fills up under a run on ${trainingEngine}${canMount ? '' : ' (skipped: may not mount a small drive)'}`,
  () => {
    let calm: string;
    let drive: string;

    beforeAll(async () => {
      drive = mkdtempSync(join(tmpdir(), 'unfold-drive-'));
      const workspace = await openTrainingWorkspace();
      const { id } = await workspace.start(await drawProject(workspace), config);
      await workspace.until(id, isOver);
      calm = await last(workspace, id);
      await workspace.close();
    });
    afterAll(() => rmSync(drive, { recursive: true }));

    it.each(leftOver)(
      'to its last %i KiB pauses it, which says so; it goes on once there is room, to the same weights',
      async (kibibytes) => {
        // Room for all that a run writes on a slow machine, too: SQLite's log alone grows to 4 MB before it begins anew.
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', drive]);
        try {
          const workspace = await openTrainingWorkspace({ folder: drive, settings: { keepEvery: 1 }, retryMilliseconds: 300 });
          const project = await drawProject(workspace);
          const { id } = await workspace.start(project, config);
          await workspace.until(id, (run) => run.epochsDone > 0);
          const free = statfsSync(drive);
          const filler = join(drive, 'filler');
          await writeFile(filler, new Uint8Array(Math.max(0, free.bavail * free.bsize - kibibytes * 1024))).catch((error) => {
            // The run may have taken its part meanwhile: then the drive is full all the more.
            if (error.code !== 'ENOSPC') throw error;
          });
          const held = await workspace.until(id, (run) => run.state === 'paused');
          expect(held).toMatchObject({ error: { code: 'disk-full' } });
          expect(held.epochsDone).toBeLessThan(epochs);

          await rm(filler);
          expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished', epochsDone: epochs, error: null });
          expect(await last(workspace, id)).toBe(calm);
          expect((await sql`pragma integrity_check`.execute(workspace.store.db)).rows).toEqual([{ integrity_check: 'ok' }]);
          await workspace.close();
        } finally {
          execFileSync('umount', ['-l', drive]);
        }
      },
    );
  },
);
