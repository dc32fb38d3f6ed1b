import type { EngineChoice } from '#app/runs/config.ts';
import type { ServiceContext } from '#main/service-context.ts';
import type { WorkerOptions } from '#main/training/process.ts';
import { type AnswerOf, AnswerProcess, type Question } from './answer-process.ts';

/** How long a process, and the model in it, are kept after the last question. */
const IDLE_MILLISECONDS = 60_000;

export interface InferenceOptions extends WorkerOptions {
  idleMilliseconds?: number;
}

/** Asks trained models in processes of their own, one an engine, each with its last model kept loaded. */
export class InferenceHost {
  readonly #options: InferenceOptions;
  readonly #processes = new Map<EngineChoice, AnswerProcess>();

  constructor(options: InferenceOptions = {}) {
    this.#options = options;
  }

  /** Answers after the questions before it; rejects with the signal's reason as soon as that fires, or with why there is no answer. */
  ask<Q extends Question>(
    question: Q,
    signal?: AbortSignal,
    progress: (done: number, total: number) => void = () => undefined,
  ): Promise<AnswerOf<Q>> {
    const { engine } = question.model;
    const process = this.#processes.get(engine) ?? new AnswerProcess(this.#options, this.#options.idleMilliseconds ?? IDLE_MILLISECONDS);
    this.#processes.set(engine, process);
    return process.ask(question, signal, progress);
  }

  /** Process ids of the workers that are there, for whoever watches processes. */
  pids(): number[] {
    return [...this.#processes.values()].flatMap((process) => process.pid ?? []);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((process) => process.close()));
  }
}

const hosts = new WeakMap<ServiceContext, InferenceHost>();

/** The one of this core: evaluations, predictions and exports share it, and so its loaded model. */
export function inferenceHost(context: ServiceContext): InferenceHost {
  const known = hosts.get(context);
  if (known !== undefined) return known;
  const host = new InferenceHost();
  hosts.set(context, host);
  context.onClose(() => host.close());
  return host;
}
