import { type HeadSettings, lossName } from '#app/graph/head.ts';
import type { CompiledGraph } from '#app/graph/to-layers.ts';
import { counted } from '#app/numbers.ts';
import type { Batch, Engine, StepSettings, TrainingStep } from '#main/engine/engine.ts';
import { fastestStep } from './choose-chains.ts';
import { configurationOf, knownChains, processor, requireSame } from './configuration.ts';
import type { Configuration, TrainTask } from './protocol.ts';

export interface PreparedStep {
  step: TrainingStep;
  configuration: Configuration;
  /** How many chains, and why, in words; null where there is no choice. */
  chains: string | null;
}

/** Throws run-configuration-differs where the run began under another configuration, unless it is to go on all the same. */
export function refuseOther({ began, force, ...task }: TrainTask, engine: Engine, head: HeadSettings): void {
  if (began !== null && !force) requireSame(began, configured(task, engine, head, Number(began.parts.chains)));
}

const configured = (
  { dataHash, graphHash, config }: Pick<TrainTask, 'dataHash' | 'graphHash' | 'config'>,
  engine: Engine,
  head: HeadSettings,
  chains: number,
) => configurationOf({ dataHash, graphHash, config, loss: lossName(head), engine: engine.facts, chains, processor: processor() });

/**
 * The step of a run under the configuration that is recorded with it. The number of chains is the one the run began with,
 * or an earlier run of the kind was measured at, else the fastest on a batch.
 */
export async function prepareStep(
  task: TrainTask,
  engine: Engine,
  model: CompiledGraph,
  firstBatch: () => Promise<Batch>,
  isWanted: () => boolean,
): Promise<PreparedStep> {
  const { config, began } = task;
  const { optimizer, momentum, clipping, seed } = config;
  const settings: StepSettings = { optimizer, momentum, clipping, seed };
  const choices = engine.chains(model);
  const [first = 1] = choices;
  const known = knownChains([...(began === null ? [] : [began.parts]), ...task.known], configured(task, engine, model.head, first));
  const chains = known !== null && choices.includes(known) ? known : null;

  if (chains !== null || choices.length === 1) {
    const step = await engine.prepare(model, { ...settings, chains: chains ?? first });
    const words = choices.length === 1 ? null : `${inChains(chains ?? first)}, as was measured for this model before.`;
    return { step, configuration: configured(task, engine, model.head, chains ?? first), chains: words };
  }
  const batch = await firstBatch();
  const chosen = await fastestStep(engine, model, settings, () => ({ ...batch }), isWanted);
  const milliseconds = [...chosen.measured].map(([count, time]) => `${time.toFixed(time < 10 ? 2 : 0)} ms a step in ${count}`);
  return {
    step: chosen.step,
    configuration: configured(task, engine, model.head, chosen.chains),
    chains: milliseconds.length === 0 ? null : `${inChains(chosen.chains)}: ${milliseconds.join(', ')}.`,
  };
}

const inChains = (chains: number): string => `A batch is computed in ${counted(chains, 'chain')}`;
