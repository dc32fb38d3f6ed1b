import { describe, expect, it, vi } from 'vitest';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeJob, fakeProject, fakeRun } from '../../helpers/fake-objects.ts';

// The module makes the window's own session too; these tests make theirs.
vi.mock('#renderer/client.ts', () => ({ client: new FakeClient() }));
const { Session } = await import('#renderer/frame/session.svelte.ts');

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function opened() {
  const core = new FakeClient({
    'projects.list': () => ({ projects: [fakeProject()] }),
    'jobs.list': () => ({ jobs: [] }),
    'runs.list': () => ({ runs: [] }),
  });
  return { core, session: new Session(core) };
}
let seq = 0;
const at = () => ({ seq: ++seq, at: 0 });

describe('the session', () => {
  it('hears of jobs as they go', async () => {
    const { core, session } = opened();
    await settle();
    core.tell({ ...at(), type: 'job', job: fakeJob({ done: 3, total: 10 }) });
    expect(session.activeJobs.map((job) => job.done)).toEqual([3]);
    core.tell({ ...at(), type: 'job', job: fakeJob({ state: 'done', done: 10, total: 10 }) });
    expect(session.activeJobs).toEqual([]);
    expect(session.job(1)?.state).toBe('done');
  });

  it('reads projects anew when they changed, and everything after a gap', async () => {
    const { core, session } = opened();
    await settle();
    core.answers['projects.list'] = () => ({ projects: [fakeProject({ name: 'Renamed' })] });
    core.tell({ ...at(), type: 'changed', what: 'projects', project: 1, id: 1 });
    await settle();
    expect(session.projects.value?.[0]?.name).toBe('Renamed');
    const before = core.asked.length;
    core.tell({ type: 'reset' });
    await settle();
    expect(core.asked.slice(before).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['projects.list', 'jobs.list', 'system.settings']),
    );
  });

  it('keeps what it hears of a run while it reads the list, which may be older', async () => {
    const { core, session } = opened();
    session.openProject(1);
    await settle();
    core.answers['runs.list'] = () => ({ runs: [fakeRun({ id: 1, state: 'running' }), fakeRun({ id: 2, state: 'finished' })] });
    core.tell({ ...at(), type: 'changed', what: 'runs', project: 1, id: 1 });
    core.tell({ ...at(), type: 'run', run: fakeRun({ id: 1, state: 'finished' }) });
    core.tell({ ...at(), type: 'run', run: fakeRun({ id: 2, deletedAt: 1 }) });
    await settle();
    expect(session.runs.map(({ id, state }) => [id, state])).toEqual([[1, 'finished']]);
  });

  it('waits for a job to end', async () => {
    const { core, session } = opened();
    core.answers['jobs.get'] = () => fakeJob();
    const finished = session.finished(1);
    await settle();
    core.tell({ ...at(), type: 'job', job: fakeJob({ state: 'done', result: { project: 5 } }) });
    expect((await finished).result).toEqual({ project: 5 });
  });

  it('does not wait for a job that has ended already', async () => {
    const { core, session } = opened();
    core.answers['jobs.get'] = () => fakeJob({ state: 'failed' });
    expect((await session.finished(1)).state).toBe('failed');
  });

  it('keeps the projects when asking anew fails, and says why', async () => {
    const { core, session } = opened();
    await settle();
    core.answers['projects.list'] = () => ({ ok: false, error: { code: 'connection-lost', message: 'lost', remedy: 'wait' } });
    await session.projects.reload();
    expect(session.projects.value).toHaveLength(1);
    expect(session.projects.error?.message).toBe('lost');
  });
});
