import { expect, it } from 'vitest';
import { drawProject, isOver, openTrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

// A terminal and a system that shuts down tell every process of a group to end, not the one that owns the run alone.
it.skipIf(process.platform === 'win32')(
  `a worker on ${trainingEngine} leaves it to its owner what Ctrl-C, a closed terminal and a shutdown mean`,
  async () => {
    const workspace = await openTrainingWorkspace();
    const { id } = await workspace.start(await drawProject(workspace), { epochs: 60 });
    await workspace.until(id, (run) => run.epochsDone > 0);
    const pid = workspace.host.pid(id) ?? 0;
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.kill(pid, signal);
    const { epochsDone } = await workspace.get(id);
    expect(await workspace.until(id, (run) => run.epochsDone > epochsDone + 1 || isOver(run))).toMatchObject({ error: null });
    await workspace.runs.stop({ run: id, keep: 'last' }, workspace.call);
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'stopped', error: null });
    await workspace.close();
  },
);
