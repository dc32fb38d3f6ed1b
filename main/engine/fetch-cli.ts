import { AppError } from '#app/errors.ts';
import { type FetchProgress, fetchPack } from './packs/fetch.ts';
import { findPack } from './packs/find.ts';
import { packsFor, packTitle } from './packs/manifest.ts';

/*
 * npm run engine [-- --gpu] [-- --optional]
 * Fetches the TensorFlow pack of this machine. --gpu: the one for CUDA. --optional: without one it is no failure.
 * Progress goes to standard error; the last line of standard output says what is there.
 */
const wanted = new Set(process.argv.slice(2));
const unknown = [...wanted].filter((option) => !['--gpu', '--optional'].includes(option));
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());

if (unknown.length > 0) {
  console.error(`Options must be --gpu or --optional; got ${unknown.join(' ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await fetchEngine(wanted.has('--gpu') ? 'gpu' : 'cpu', wanted.has('--optional'));
}

async function fetchEngine(device: 'cpu' | 'gpu', optional: boolean): Promise<number> {
  const there = findPack();
  if (there !== null && (device === 'cpu' || there.pack?.device === 'gpu')) {
    console.log(`${there.pack === null ? 'TensorFlow' : packTitle(there.pack)} is in ${there.folder}`);
    return 0;
  }
  try {
    const { folder, pack } = await fetchPack(packsFor(process.platform, process.arch, device), {
      signal: interrupted.signal,
      onProgress: progressPrinter(),
    });
    if (process.stderr.isTTY) process.stderr.write('\n');
    console.log(`${pack === null ? 'TensorFlow' : packTitle(pack)} is in ${folder}`);
    return 0;
  } catch (error) {
    if (interrupted.signal.aborted) {
      console.log('Fetching TensorFlow was interrupted; nothing was left.');
      return 130;
    }
    if (!(error instanceof AppError)) throw error;
    if (error.detail !== undefined) console.error(error.detail);
    console.log(`${error.message} ${error.remedy}`);
    return optional ? 0 : 1;
  }
}

/** Prints where it stands: one line that changes on a terminal, else a line at every tenth of the archive. */
function progressPrinter(): (now: FetchProgress) => void {
  let last = '';
  return ({ done, total, message }) => {
    const percent = Math.floor((100 * done) / total);
    const share = percent < 100 ? `: ${process.stderr.isTTY ? percent : percent - (percent % 10)} %` : '';
    const line = process.stderr.isTTY ? message + share : message.replace(/, \d+ %$/, '') + share;
    if (line === last) return;
    last = line;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
}
