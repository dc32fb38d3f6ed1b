import { availableParallelism, freemem, totalmem } from 'node:os';
import { arch, execPath, version as nodeVersion, platform } from 'node:process';
import type { DoctorReport, EngineStatus } from '#app/contract/system.ts';
import { engineStatuses } from '../../engine/status.ts';
import type { ServiceContext } from '../../service-context.ts';
import { findBrowser } from './browser.ts';
import { electronFacts } from './electron.ts';

/** What is on this machine and what is missing, as `unfold doctor` and Settings show it. */
export async function examine({ version, store, folders }: ServiceContext): Promise<DoctorReport> {
  const [engines, browser] = await Promise.all([engineStatuses(), findBrowser()]);
  const electron = electronFacts();
  return {
    unfold: version,
    node: { version: nodeVersion, path: execPath },
    platform: `${platform} ${arch}`,
    threads: availableParallelism(),
    memory: { total: totalmem(), free: freemem() },
    sqlite: store.sqliteVersion,
    engines,
    browser,
    electron,
    workspace: folders.root,
    problems: problemsOf(engines, browser, electron.binary),
  };
}

function problemsOf(engines: EngineStatus[], browser: string | null, electron: boolean): DoctorReport['problems'] {
  const problems: DoctorReport['problems'] = [];
  for (const engine of engines) {
    if (engine.ready) continue;
    const remedy = engine.fetchable
      ? 'Run "npm run engine", or Settings, Get engine; the portable engine trains meanwhile.'
      : 'The portable engine trains instead.';
    problems.push({ message: `${engine.title} is not ready: ${engine.note}`, remedy });
  }
  if (!electron) problems.push({ message: "Electron's binary is not on this machine.", remedy: 'Use the browser door: "unfold serve".' });
  if (!electron && browser === null)
    problems.push({
      message: 'No browser was found on this machine.',
      remedy: 'Open the address that "unfold serve" prints from another one, through a tunnel.',
    });
  return problems;
}
