import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const pathOf = (fixture: string) => fileURLToPath(new URL(`../fixtures/${fixture}`, import.meta.url));
const run = promisify(execFile);

const answer = z.object({
  /** What the network got of each text, and in which arrays. */
  inputs: z.array(z.array(z.number())),
  kinds: z.array(z.string()),
  /** How many there are in unfold.json, by how much its answers differ at most, and which get other codes. */
  examples: z.int(),
  worst: z.number(),
  differing: z.array(z.string()),
  /** Of one class a text, [texts, classes]. */
  probabilities: z.array(z.array(z.number())).default([]),
  /** Of each text's words. */
  tags: z.array(z.array(z.object({ token: z.string(), tag: z.string(), probability: z.number() }))).default([]),
  /** After each text, the likeliest first; and what is added to it, for each way of drawing. */
  next: z.array(z.array(z.object({ token: z.string(), probability: z.number() }))).default([]),
  written: z.array(z.string()).default([]),
});
export type PlainAnswer = z.infer<typeof answer>;

interface PlainOptions {
  helped?: boolean;
  /** Ways of writing on. */
  how?: { length: number; temperature?: number; topK?: number; seed?: number }[];
}

/** What a program in a process of its own, with plain TensorFlow.js and the exported folders, makes of the texts. */
export function askPlainAll(
  folders: readonly string[],
  texts: readonly string[],
  { helped = false, how = [] }: PlainOptions = {},
): Promise<PlainAnswer[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [pathOf('plain-texts.mjs')], { maxBuffer: 2 ** 27 }, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(stderr));
      else resolve(z.array(answer).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')));
    });
    child.stdin?.end(JSON.stringify({ folders, texts, helped, how }));
  });
}

/** The same of one folder. */
export async function askPlain(folder: string, texts: readonly string[], options: PlainOptions = {}): Promise<PlainAnswer> {
  const [first] = await askPlainAll([folder], texts, options);
  if (first === undefined) throw new Error('one folder must have one answer');
  return first;
}

/** What the pages in exported folders' README.txt log, each in a list. */
export async function runReadmePages(folders: readonly string[]): Promise<unknown[][]> {
  const { stdout } = await run(process.execPath, [pathOf('readme-page.mjs'), ...folders]);
  return z.array(z.array(z.unknown())).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}
