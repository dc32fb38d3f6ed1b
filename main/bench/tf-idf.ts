import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { bagMaker } from '#app/data/texts/bags.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { mostTokens, textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { tfIdfWeigher } from '#app/data/texts/tf-idf.ts';
import { openTexts } from '#main/importers/texts/index.ts';
import { writeReviews } from './reviews.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const usualRows = 250_000;
const usualRounds = 3;
/** Every word of the file, as scikit-learn has it. */
const settings = textPreprocessing.parse({ kind: 'texts', encoding: 'tf-idf', vocabulary: { most: mostTokens } });

/** The same of a file in scikit-learn; says how many seconds it took, how many rows and columns came out. */
const peerScript = `
import json, sys, time
from sklearn.feature_extraction.text import TfidfVectorizer
start, used = time.perf_counter(), time.process_time()
with open(sys.argv[1], encoding="utf-8") as file:
    found = TfidfVectorizer().fit_transform(line.rstrip("\\n") for line in file)
print(json.dumps({"seconds": time.perf_counter() - start, "processor": time.process_time() - used, "rows": found.shape[0], "words": found.shape[1]}))
`;
const round = z.object({ seconds: z.number(), processor: z.number(), rows: z.int(), words: z.int() });
type Round = z.infer<typeof round>;

/**
 * From a file of a review a line to the TF-IDF of each: tokens, vocabulary, weights. With `--peer PYTHON`, an interpreter that has
 * scikit-learn, its TfidfVectorizer takes turns on the same file; the ratio is the median of those within rounds.
 */
export async function tfIdf({ rows: asked, rounds: wished, peer }: WorkloadOptions): Promise<Measurement> {
  const count = z.coerce.number().int().min(1);
  const [rows, rounds] = [count.parse(asked ?? usualRows), count.parse(wished ?? usualRounds)];
  const folder = await mkdtemp(join(tmpdir(), 'unfold-bench-'));
  try {
    const path = await lines(folder, rows);
    const ours: Round[] = [];
    const theirs: Round[] = [];
    for (let number = 0; number < rounds; number += 1) {
      ours.push(await weighed(path));
      if (peer !== undefined) theirs.push(await peerRound(peer, path));
    }
    const best = ours.toSorted((a, b) => a.seconds - b.seconds)[0]?.seconds ?? 1;
    const measured = { workload: 'tf-idf', engine: '-', samplesPerSecond: rows / best };
    if (theirs.length === 0) return measured;
    const ratios = theirs.map(({ seconds, processor }, at) => ({
      seconds: seconds / (ours[at]?.seconds ?? 1),
      processor: processor / (ours[at]?.processor ?? 1),
    }));
    return {
      ...measured,
      peers: [
        {
          name: 'scikit-learn',
          ours,
          theirs,
          ratio: median(ratios.map((each) => each.seconds)),
          processorRatio: median(ratios.map((each) => each.processor)),
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Writes reviews, one a line. */
async function lines(folder: string, rows: number): Promise<string> {
  const table = join(folder, 'reviews.csv');
  await writeReviews(table, rows);
  const source = await openTexts(table);
  const path = join(folder, 'reviews.txt');
  await writeFile(path, '');
  for await (const { texts } of source.rows({ text: 'review', label: null }, new AbortController().signal, () => undefined))
    await writeFile(path, `${texts.join('\n')}\n`, { flag: 'a' });
  return path;
}

/** Tokens are looked for once; the numbers they get become codes, and these become weights, which are all kept as scikit-learn keeps them. */
async function weighed(path: string): Promise<Round> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const texts = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const fitter = createFitter(settings);
  const numbered = texts.map((text) => {
    fitter.add(text);
    return fitter.ids().slice();
  });
  const fitted = fitter.finish();
  const recode = fitter.recode(fitted);
  if (recode === null) throw new Error('all words of the reviews must be kept');
  const bag = bagMaker(fitted);
  const weigh = tfIdfWeigher(fitted);
  const rows = numbered.map((numbers) => {
    recode(numbers);
    return weigh(bag(numbers));
  });
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6, rows: rows.length, words: fitted.words.length };
}

async function peerRound(python: string, path: string): Promise<Round> {
  const { stdout } = await promisify(execFile)(python, ['-c', peerScript, path]);
  return round.parse(JSON.parse(stdout));
}
