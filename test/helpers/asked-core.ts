import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { Run } from '#app/contract/runs.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { graphOf, isOver } from './training-workspace.ts';

export type AskedCore = Awaited<ReturnType<typeof openAskedCore>>;

/** A whole core on a workspace of its own, asked as a terminal asks it; what goes wrong is thrown. */
export async function openAskedCore(prefix: string) {
  const root = await mkdtemp(join(tmpdir(), prefix));
  const core = await openCore({ workspace: join(root, 'workspace'), version: '0.0.0-test', as: 'a test', log: noLog });
  const ask = async <N extends CallName>(name: N, input: CallInput<N>) => {
    const answer = await core.call(name, input, { door: 'terminal' });
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.value as CallOutput<N>; // parsed by the door with this channel's output
  };
  const until = async <T>(get: () => Promise<T>, reached: (value: T) => boolean): Promise<T> => {
    for (;;) {
      const value = await get();
      if (reached(value)) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    root,
    core,
    ask,
    /** Waits for a job; throws its error. */
    async job<T>(id: number): Promise<T> {
      const { error, result } = await until(
        () => ask('jobs.get', { job: id }),
        ({ endedAt }) => endedAt !== null,
      );
      if (error !== null) throw Object.assign(new Error(error.message), error);
      return result as T; // what the job's service says
    },
    /** Trains blocks between Input and Output to the end, one epoch unless `config` says more. */
    async train(
      { dataset, project }: { dataset: number; project: number },
      blocks: Parameters<typeof graphOf>[0],
      config: Partial<RunConfig> = {},
    ): Promise<Run> {
      const { id: model } = await ask('models.create', { project, graph: graphOf(blocks) });
      const { id: run } = await ask('runs.start', { dataset, model, config: { epochs: 1, ...config } });
      const ended = await until(() => ask('runs.get', { run }), isOver);
      if (ended.state !== 'finished') throw new Error(`run ${run} is ${ended.state}: ${JSON.stringify(ended.error)}`);
      return ended;
    },
    async close(): Promise<void> {
      await core.close();
      await rm(root, { recursive: true });
    },
  };
}
