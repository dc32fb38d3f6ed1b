import type { Result } from '#app/contract/channel.ts';
import type { CallName } from '#app/contract/index.ts';
import { ended } from './imports.ts';
import type { OpenedCore } from './workspace.ts';

interface Wrong {
  asked: string;
  answer: unknown;
}

/**
 * Asks a core everything that can be asked of what it holds; with `works` trains, judges, predicts and exports too, to the
 * end. Gives back the answers that no user should ever get: bugs. Expected errors are fine.
 */
export async function everythingAsked({ core, ...opened }: OpenedCore, works: boolean): Promise<Wrong[]> {
  const wrong: Wrong[] = [];
  const note = (asked: string, error: { code: string } | null) => {
    if (error?.code === 'internal') wrong.push({ asked, answer: error });
  };
  const ask = async (name: CallName, input: object): Promise<Record<string, unknown> | null> => {
    const answer = (await core.call(name, input, { door: 'terminal' })) as Result<Record<string, unknown>>;
    if (answer.ok) return answer.value;
    note(`${name} ${JSON.stringify(input)}`, answer.error);
    return null;
  };
  /** Asks for a job and waits for its end. */
  const work = async (name: CallName, input: object): Promise<void> => {
    const started = await ask(name, input);
    if (typeof started?.job !== 'number') return;
    const job = await ended({ core, ...opened }, started.job);
    note(`the job of ${name} ${JSON.stringify(input)}`, job.error);
  };
  const idsOf = (list: unknown): number[] => (Array.isArray(list) ? list.map((each: { id: number }) => each.id) : []);

  for (const name of ['projects.list', 'jobs.list', 'system.storage', 'system.storeNotices', 'exports.list'] as const) await ask(name, {});
  for (const dataset of idsOf((await ask('datasets.list', {}))?.datasets)) {
    await ask('datasets.get', { dataset });
    await ask('datasets.items', { dataset });
    await ask('datasets.skipped', { dataset });
    await ask('datasets.duplicates', { dataset });
    if (works) await work('datasets.resumeImport', { dataset });
    await ask('datasets.relabel', { dataset, items: [0], class: 0 });
    await ask('datasets.joinDuplicates', { dataset });
    for (const path of [`/media/items/${dataset}/0?size=64`, `/media/seen/${dataset}/0`, `/media/seen/${dataset}/11`])
      await core.media(path);
  }
  const models = idsOf((await ask('models.list', {}))?.models);
  for (const model of models)
    for (const name of ['models.history', 'models.versions', 'models.saveVersion'] as const) await ask(name, { model });
  for (const run of idsOf((await ask('runs.list', {}))?.runs)) {
    for (const name of ['runs.get', 'datasets.ofRun', 'runs.steps', 'runs.log', 'evaluations.list'] as const) await ask(name, { run });
    for (const model of models) await ask('runs.forecast', { dataset: 1, model });
    if (!works) continue;
    await work('evaluations.run', { run, part: 'train' });
    await ask('predictions.images', { run, images: [{ item: 0 }] });
    await work('exports.create', { run, format: 'tfjs' });
    await ask('runs.resume', { run, epochs: 2, force: true });
    for (const job of idsOf((await ask('jobs.list', {}))?.jobs)) note(`run ${run}`, (await ended({ core, ...opened }, job)).error);
  }
  return wrong;
}
