import type { Batch, Engine, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';

/** Rounds of a comparison, and the seconds after which it ends with the rounds it has. */
const ROUNDS = 5;
const LEAST_ROUNDS = 2;
const SECONDS = 3;
/** How much faster another number of chains must be: what is within the noise must not decide. */
const GAIN = 1.05;

/** A step that is ready, in how many chains it runs, and what was measured on the way: milliseconds of the fastest step of each. */
export interface ChosenStep {
  step: TrainingStep;
  chains: number;
  measured: ReadonlyMap<number, number>;
}

/**
 * Prepares the step in the number of chains in which it is fastest here: the engine's likeliest, unless another one beats
 * it. Two at a time are tried on `batch`, taking turns, at a learning rate of 0; the step answered is as if new. Once
 * `isWanted` says no, it answers with what it has. `now` gives milliseconds.
 */
export async function fastestStep(
  engine: Engine,
  model: TrainableModel,
  settings: StepSettings,
  batch: () => Batch,
  isWanted: () => boolean,
  now: () => number = () => performance.now(),
): Promise<ChosenStep> {
  const [first = 1, ...others] = engine.chains(model);
  const prepare = (chains: number) => engine.prepare(model, { ...settings, chains });
  let chosen: Contender = { chains: first, step: await prepare(first), fastest: Number.POSITIVE_INFINITY };
  const measured = new Map<number, number>();
  if (others.length === 0) return { step: chosen.step, chains: first, measured };

  const fresh = await chosen.step.state();
  await chosen.step.train(batch(), 1, 0); // the first step compiles
  for (const chains of others) {
    if (chosen.step.note?.() || !isWanted()) break; // one that is not compiled has no chains
    const other: Contender = { chains, step: await prepare(chains), fastest: Number.POSITIVE_INFINITY };
    await other.step.train(batch(), 1, 0);
    await takeTurns([chosen, other], batch, { isWanted, now });
    for (const each of [chosen, other]) measured.set(each.chains, Math.min(each.fastest, measured.get(each.chains) ?? Infinity));
    const loser = other.fastest * GAIN < chosen.fastest ? chosen : other;
    if (loser === chosen) chosen = other;
    loser.step.dispose();
  }
  await chosen.step.restore(fresh);
  return { step: chosen.step, chains: chosen.chains, measured };
}

interface Contender {
  chains: number;
  step: TrainingStep;
  /** Milliseconds of its fastest step. */
  fastest: number;
}

async function takeTurns(
  contenders: readonly Contender[],
  batch: () => Batch,
  { isWanted, now }: { isWanted: () => boolean; now: () => number },
): Promise<void> {
  const until = now() + SECONDS * 1000;
  for (const each of contenders) each.fastest = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const each of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const start = now();
      await each.step.train(batch(), 1, 0);
      each.fastest = Math.min(each.fastest, now() - start);
    }
    if ((round >= LEAST_ROUNDS && now() > until) || !isWanted()) return;
  }
}
