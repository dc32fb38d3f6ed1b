import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { Run } from '#app/contract/runs.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import type { RunConfig } from '#app/runs/config.ts';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { drawn } from './drawn.ts';
import { graphOf, isOver } from './training-workspace.ts';

export type TextApp = Awaited<ReturnType<typeof openTextApp>>;

const words = {
  sunny: ['warm', 'naïve', 'Straße', 'running', 'ΣΟΦΟΣ', 'сегодня', '3,14'],
  rainy: ['cold', "don't", 'running', 'runner', '東京', 'éclair', '1.000'],
  windy: ['happily', 'Ёлка', 'O’Neil', 'สวัสดี', 'x_y', 'good', 'not'],
} as const;

/** A table of short texts in many scripts, of three classes that their words tell apart. */
function table(rows: number): string {
  const { whole, pick } = drawn(3);
  const classes = Object.entries(words);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [label, own] = classes[row % classes.length] ?? ['', words.sunny];
    const text = Array.from({ length: whole(1, 9) }, () => pick(whole(0, 3) === 0 ? ['the', 'and', 'A', '!', '–'] : [own[0], ...own]));
    return `"${text.join(' ').replaceAll('"', '""')} row ${row}",${label}`;
  });
  return ['text,label', ...lines].join('\n');
}

/** A whole core with such a table imported. */
export async function openTextApp(rows = 90) {
  const root = await mkdtemp(join(tmpdir(), 'unfold-texts-'));
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
  /** Waits for a job; throws its error. */
  const job = async <T>(id: number): Promise<T> => {
    const { error, result } = await until(
      () => ask('jobs.get', { job: id }),
      ({ endedAt }) => endedAt !== null,
    );
    if (error !== null) throw Object.assign(new Error(error.message), error);
    return result as T; // what the job's service says
  };
  const path = join(root, 'weather.csv');
  await writeFile(path, table(rows));
  const imported = await ask('datasets.importTexts', { path });
  await job(imported.job);

  return {
    ...imported,
    core,
    root,
    ask,
    job,
    /** Codes the texts as wished and trains blocks between Input and Output on them, to the end. */
    async train(
      preprocessing: Partial<TextPreprocessing>,
      blocks: Parameters<typeof graphOf>[0],
      config: Partial<RunConfig> = {},
    ): Promise<Run> {
      const settings = textPreprocessing.parse({ kind: 'texts', ...preprocessing });
      await job((await ask('datasets.prepareTexts', { dataset: imported.dataset, preprocessing: settings })).job);
      const { id: model } = await ask('models.create', { project: imported.project, graph: graphOf(blocks) });
      const whole = { epochs: 1, batchSize: 16, learningRate: 0.02, ...config };
      const { id: run } = await ask('runs.start', { dataset: imported.dataset, model, config: whole });
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
