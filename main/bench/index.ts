import { parseArgs } from 'node:util';
import { counted } from '#app/numbers.ts';
import { images } from './images.ts';
import { measuredSteps } from './measured-steps.ts';
import { tables } from './tables.ts';
import { textTraining } from './text-training.ts';
import { texts } from './texts.ts';
import { tfIdf } from './tf-idf.ts';
import { trainable } from './trainable.ts';
import type { Measurement, Round, Workload } from './workload.ts';

/** What `npm run -s bench -- WORKLOAD` can measure, each through the code that the product's own buttons run. */
const workloads = new Map<string, Workload>([
  ...[...trainable].map(([name, steps]): [string, Workload] => [name, (options) => measuredSteps(steps, options)]),
  ['images', images],
  ['texts', texts],
  ['text-training', textTraining],
  ['tf-idf', tfIdf],
  ['tables', tables],
]);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    images: { type: 'string' },
    rows: { type: 'string' },
    rounds: { type: 'string' },
    peer: { type: 'string' },
    engine: { type: 'string' },
    steps: { type: 'string' },
  },
});
const [name = ''] = positionals;
const workload = workloads.get(name);
if (workload === undefined) {
  console.error(
    `There is no workload "${name}". Use: npm run -s bench -- ${[...workloads.keys()].join('|')} [--images DIR] [--rows N] [--rounds N] [--peer PYTHON] [--engine NAME] [--steps N] [--json]`,
  );
  process.exitCode = 2;
} else {
  const measured = await workload(values);
  console.log(values.json ? JSON.stringify(measured) : said(measured));
}

function said({
  workload: what,
  engine,
  samplesPerSecond,
  minMs,
  medianMs,
  steps,
  peers = [],
  pipeline,
  import: read,
}: Measurement): string {
  const parts = [`${Math.round(samplesPerSecond)} a second`];
  if (minMs !== undefined && medianMs !== undefined) parts.push(`${minMs.toFixed(2)} ms a batch at best, ${medianMs.toFixed(2)} usually`);
  if (steps !== undefined) parts.push(`in ${counted(steps.chains, 'chain')}, ${steps.waitingPercent.toFixed(2)} % of it beside the steps`);
  if (pipeline !== undefined) {
    const { stepMs, bareMs, rounds } = pipeline;
    const longer = (round: Round) =>
      `${(round.stepMs / round.bareMs).toFixed(3)} times as long, ${round.processorRatio.toFixed(3)} by the processor`;
    parts.push(`${stepMs.toFixed(2)} ms a step with all around it, ${bareMs.toFixed(2)} alone; rounds: ${rounds.map(longer).join('; ')}`);
  }
  for (const { name: other, ratio, processorRatio } of peers)
    parts.push(`${ratio.toFixed(2)} times as fast as ${other}${byProcessor(processorRatio)}`);
  if (read !== undefined) {
    const { rows, bytes, seconds, residentBytes } = read;
    const megabytes = bytes / 1e6;
    parts.push(
      `${counted(rows, 'row')} of ${megabytes.toFixed(1)} MB in ${seconds.toFixed(2)} s, ${(megabytes / seconds).toFixed(1)} MB/s`,
    );
    parts.push(`${Math.round(residentBytes / 1e6)} MB resident at most over all processes`);
  }
  return `${what} on ${engine}: ${parts.join('; ')}`;
}

function byProcessor(ratio: number | undefined): string {
  return ratio === undefined ? '' : `, ${ratio.toFixed(2)} by the processor`;
}
