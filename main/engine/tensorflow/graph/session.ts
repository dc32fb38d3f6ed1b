import { type ContextSettings, configProto } from '../config-proto.ts';
import type { TensorValues } from '../data-types.ts';
import type { Pointer } from '../library.ts';
import { Status } from '../status.ts';
import { tensorOf, valuesOf } from '../tensors.ts';
import type { Graph, GraphTensor } from './graph.ts';
import { pack } from './graph-api.ts';

/** What one run gets: values for placeholders. */
export interface Fed {
  tensor: GraphTensor;
  values: TensorValues;
}

/** Runs a graph, which may go on growing between runs. Variables live in it and end with it. */
export class Session {
  readonly #graph: Graph;
  readonly #pointer: Pointer;
  #open = true;

  /** Throws engine-op-failed. */
  constructor(graph: Graph, settings: ContextSettings) {
    const { graphs, status } = graph.library;
    this.#graph = graph;
    const options = graphs.newSessionOptions();
    try {
      const config = configProto(settings);
      graphs.setSessionConfig(options, config, config.length, status.pointer);
      status.check('the settings of a session');
      this.#pointer = status.pointerOf(graphs.newSession(graph.pointer, options, status.pointer), 'a session');
    } finally {
      graphs.deleteSessionOptions(options);
    }
  }

  /**
   * Runs what `fetches` and `targets` need, in another thread: this one goes on hearing. Answers a copy of each fetched tensor.
   * Rejects with engine-op-failed. One run at a time.
   */
  async run(feeds: readonly Fed[], fetches: readonly GraphTensor[], targets: readonly Pointer[] = []): Promise<TensorValues[]> {
    const { api, memory, graphs } = this.#graph.library;
    const status = new Status(api);
    const fed: Pointer[] = [];
    const fetched = new BigUint64Array(fetches.length);
    try {
      for (const { tensor, values } of feeds) fed.push(tensorOf(api, memory, tensor.shape, tensor.dtype, values));
      const held = {
        feeds: pack(feeds.map(({ tensor }) => tensor.output)),
        fed: BigUint64Array.from(fed),
        fetches: pack(fetches.map(({ output }) => output)),
        targets: BigUint64Array.from(targets),
      };
      await new Promise<void>((resolve, reject) => {
        graphs.run(
          this.#pointer,
          held.feeds,
          held.fed,
          feeds.length,
          held.fetches,
          fetched,
          fetches.length,
          held.targets,
          targets.length,
          status.pointer,
          (error) => (error === null ? resolve() : reject(error)),
        );
      });
      status.check('a compiled step');
      return Array.from(fetched, (tensor) => valuesOf(api, memory, tensor));
    } finally {
      for (const tensor of fed) api.deleteTensor(tensor);
      for (const tensor of fetched) if (tensor !== 0n) api.deleteTensor(tensor);
      status.dispose();
    }
  }

  dispose(): void {
    if (!this.#open) return;
    this.#open = false;
    const { graphs, status } = this.#graph.library;
    graphs.closeSession(this.#pointer, status.pointer);
    graphs.deleteSession(this.#pointer, status.pointer);
  }
}
