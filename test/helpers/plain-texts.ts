import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const fixture = fileURLToPath(new URL('../fixtures/plain-texts.mjs', import.meta.url));

const answer = z.object({
  /** What the network got of each text, and in which arrays. */
  inputs: z.array(z.array(z.number())),
  kinds: z.array(z.string()),
  /** [texts, classes]. */
  probabilities: z.array(z.array(z.number())),
  /** How many there are in unfold.json, by how much its answers differ at most, and which get other codes. */
  examples: z.int(),
  worst: z.number(),
  differing: z.array(z.string()),
});
export type PlainAnswer = z.infer<typeof answer>;

/** What a program in a process of its own, with plain TensorFlow.js and the exported folders, makes of the texts. */
export function askPlainAll(folders: readonly string[], texts: readonly string[], { helped = false } = {}): Promise<PlainAnswer[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [fixture], { maxBuffer: 2 ** 27 }, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(stderr));
      else resolve(z.array(answer).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')));
    });
    child.stdin?.end(JSON.stringify({ folders, texts, helped }));
  });
}

/** The same of one folder. */
export async function askPlain(folder: string, texts: readonly string[], options: { helped?: boolean } = {}): Promise<PlainAnswer> {
  const [first] = await askPlainAll([folder], texts, options);
  if (first === undefined) throw new Error('one folder must have one answer');
  return first;
}
