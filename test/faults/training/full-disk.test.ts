import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawProject, isOver, openTrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; r=$?; rmdir $d; exit $r'], { stdio: 'ignore' }).status ===
    0;

it.skipIf(!canMount)(
  `a run on ${trainingEngine} pauses where the disk is full, says so, and goes on after space is freed${canMount ? '' : ' (skipped: may not mount a small drive)'}`,
  async () => {
    const workspace = await openTrainingWorkspace({ settings: { keepEvery: 1 } });
    const project = await drawProject(workspace);
    const drive = workspace.folders.checkpoints(1);
    await mkdir(drive, { recursive: true });
    // Room for two checkpoints of about 13 KB and no third beside the filler.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', drive]);
    try {
      await writeFile(join(drive, 'filler'), new Uint8Array(30_000));
      const { id } = await workspace.start(project, { epochs: 3 });
      expect(id).toBe(1);
      const held = await workspace.until(id, (run) => run.state === 'paused');
      expect(held.epochsDone).toBeLessThan(3);
      const { entries } = await workspace.runs.log({ run: id }, workspace.call);
      expect(entries.map((entry) => entry.message).join('\n')).toMatch(/no room left in .* Training waits/);
      await rm(join(drive, 'filler'));
      await workspace.runs.proceed({ run: id }, workspace.call);
      expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished', epochsDone: 3, error: null });
    } finally {
      execFileSync('umount', ['-l', drive]);
      await workspace.close();
    }
  },
);
