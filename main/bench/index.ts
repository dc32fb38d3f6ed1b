import { parseArgs } from 'node:util';
import { counted } from '#app/numbers.ts';
import { images } from './images.ts';
import { measuredSteps } from './measured-steps.ts';
import { trainable } from './trainable.ts';
import type { Workload } from './workload.ts';

/** What `npm run -s bench -- WORKLOAD` can measure, each through the code that the product's own buttons run. */
const workloads = new Map<string, Workload>([
  ...[...trainable].map(([name, steps]): [string, Workload] => [name, (options) => measuredSteps(steps, options)]),
  ['images', images],
]);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, images: { type: 'string' }, engine: { type: 'string' }, steps: { type: 'string' } },
});
const [name = ''] = positionals;
const workload = workloads.get(name);
if (workload === undefined) {
  console.error(
    `There is no workload "${name}". Use: npm run -s bench -- ${[...workloads.keys()].join('|')} [--images DIR] [--engine NAME] [--steps N] [--json]`,
  );
  process.exitCode = 2;
} else {
  const measured = await workload(values);
  const { workload: what, engine, samplesPerSecond, minMs, medianMs, steps } = measured;
  const how =
    steps === undefined ? '' : `, in ${counted(steps.chains, 'chain')}, ${steps.waitingPercent.toFixed(2)} % of it beside the steps`;
  if (values.json) console.log(JSON.stringify(measured));
  else
    console.log(
      `${what} on ${engine}: ${Math.round(samplesPerSecond)} a second; ${minMs.toFixed(2)} ms a batch at best, ${medianMs.toFixed(2)} usually${how}`,
    );
}
