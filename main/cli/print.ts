import { systemCode, writeError } from '../store/whole-file.ts';

/**
 * Writes a line to standard output and waits until it is out: a script must not take half an answer for a whole one. A
 * reader that has gone had enough. Throws disk-full or write-failed.
 */
export async function print(text: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.stdout.once('error', reject);
  process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  try {
    await promise;
  } catch (error) {
    if (systemCode(error) !== 'EPIPE') throw writeError(error, 'standard output/the answer', 'the answer');
  } finally {
    process.stdout.removeListener('error', reject);
  }
}
