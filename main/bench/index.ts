import { parseArgs } from 'node:util';
import { cnn } from './cnn.ts';
import { images } from './images.ts';
import { deepLstm, gru, lstm, rnn } from './sequences.ts';
import type { Measurement, Workload } from './workload.ts';

/** What `npm run -s bench -- WORKLOAD` can measure, each through the code that the product's own buttons run. */
const workloads: Readonly<Record<string, Workload>> = { cnn, rnn, lstm, gru, 'deep-lstm': deepLstm, images };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, images: { type: 'string' }, engine: { type: 'string' }, steps: { type: 'string' } },
});
const [name = ''] = positionals;
const workload = Object.hasOwn(workloads, name) ? workloads[name] : undefined;
if (workload === undefined) {
  console.error(
    `There is no workload "${name}". Use: npm run -s bench -- ${Object.keys(workloads).join('|')} [--images DIR] [--engine NAME] [--steps N] [--json]`,
  );
  process.exitCode = 2;
} else {
  const measured: Measurement = await workload(values);
  const { workload: what, engine, samplesPerSecond, minMs, medianMs } = measured;
  if (values.json) console.log(JSON.stringify(measured));
  else
    console.log(
      `${what} on ${engine}: ${Math.round(samplesPerSecond)} a second; ${minMs.toFixed(2)} ms a batch at best, ${medianMs.toFixed(2)} usually`,
    );
}
