import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import type { EngineFacts } from '#app/contract/runs.ts';
import { appError } from '#app/errors.ts';
import type { RunConfig } from '#app/runs/config.ts';
import type { Configuration } from './protocol.ts';

/** The instruction sets that decide how sums are rounded. */
const FEATURES = ['sse4_2', 'avx', 'avx2', 'fma', 'avx512f', 'avx512_vnni', 'avx512_bf16', 'amx_tile', 'asimd', 'sve'];

/** Everything two runs must share to be comparable, by name. The number of epochs and the wish for an engine are no part of it. */
export function configurationOf(run: {
  dataHash: string;
  graphHash: string;
  config: RunConfig;
  /** Name of the head's loss. */
  loss: string;
  engine: EngineFacts;
  chains: number;
  processor: string;
}): Configuration {
  const { config, engine } = run;
  const parts: Record<string, string> = {
    data: run.dataHash,
    model: run.graphHash,
    'batch size': String(config.batchSize),
    optimizer: config.optimizer,
    'learning rate': String(config.learningRate),
    momentum: String(config.momentum),
    schedule: JSON.stringify(config.schedule),
    'gradient clipping': JSON.stringify(config.clipping),
    loss: run.loss,
    seed: String(config.seed),
    'class weights': config.classWeights,
    augmentation: JSON.stringify(config.augmentation),
    'early stopping': JSON.stringify(config.earlyStopping),
    engine: engine.engine,
    'engine version': engine.version,
    device: engine.device,
    threads: String(engine.threads),
    chains: String(run.chains),
    processor: run.processor,
  };
  return { hash: hashOf(parts), parts };
}

/** Throws run-configuration-differs, naming the first part in which `now` is not what the run began under. */
export function requireSame(began: Configuration, now: Configuration): void {
  const names = new Set([...Object.keys(began.parts), ...Object.keys(now.parts)]);
  for (const name of names) {
    const [before, after] = [began.parts[name], now.parts[name]];
    if (before !== after) {
      throw appError('run-configuration-differs', { what: `${name} (was ${shorten(before)}, is ${shorten(after)})` });
    }
  }
}

/** What decides how fast a step is in a number of chains, beside model and data. */
const DECIDE_SPEED = ['batch size', 'optimizer', 'engine', 'engine version', 'device', 'threads', 'processor'];

/** The number of chains of the first of the configurations that would be as fast as `now` in it; null where none would. */
export function knownChains(known: readonly Configuration['parts'][], now: Configuration): number | null {
  const alike = known.find((parts) => parts.chains !== undefined && DECIDE_SPEED.every((name) => parts[name] === now.parts[name]));
  return alike === undefined ? null : Number(alike.chains);
}

/** The same configuration with one part changed on purpose. */
export function withPart(configuration: Configuration, name: string, value: string): Configuration {
  const parts = { ...configuration.parts, [name]: value };
  return { hash: hashOf(parts), parts };
}

/** This processor as far as it changes rounding: its kind and its instruction sets, where the system tells them. */
export function processor(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  return [platform(), arch(), model, ...features()].join(' ');
}

function features(): string[] {
  try {
    const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(/\s+/) ?? [];
    return FEATURES.filter((feature) => flags.includes(feature));
  } catch {
    return []; // only Linux has the file; elsewhere the model's name has to do
  }
}

function hashOf(parts: Record<string, string>): string {
  const sorted = Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

const shorten = (text: string | undefined): string => (text === undefined ? 'nothing' : text.length > 40 ? `${text.slice(0, 12)}…` : text);
