import { Worker } from 'node:worker_threads';
import { AppError, type ErrorData } from '#app/errors.ts';
import { entryPath } from '#main/entries.ts';
import type { Chunk, ChunkPlan, ChunkRows } from './chunk-reader.ts';

/** What a thread answers: the rows of a chunk, with its bytes, or an expected error. */
export type ChunkReply = { rows: ChunkRows; bytes: Uint8Array<ArrayBuffer> } | { error: ErrorData };

/** A chunk that was read, and the number of the thread that did it. */
export interface ReadChunk {
  rows: ChunkRows;
  bytes: Uint8Array<ArrayBuffer>;
  thread: number;
}

/** Megabytes of a thread: what it reads lies outside its heap. */
const limits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };

/** Threads that read chunks of a table in turn. */
export class ChunkThreads {
  readonly #threads: readonly { worker: Worker; waiting: PromiseWithResolvers<ChunkReply>[] }[];
  #next = 0;

  constructor(plan: ChunkPlan, count: number) {
    this.#threads = Array.from({ length: count }, () => {
      const worker = new Worker(entryPath('chunk-thread'), { workerData: plan, resourceLimits: limits });
      const waiting: PromiseWithResolvers<ChunkReply>[] = [];
      worker.on('message', (reply: ChunkReply) => waiting.shift()?.resolve(reply));
      worker.on('error', (error) => {
        for (const each of waiting.splice(0)) each.reject(error);
      });
      return { worker, waiting };
    });
  }

  get count(): number {
    return this.#threads.length;
  }

  /** Has a chunk read; its memory goes with it, and comes back. Rejects with AppErrors. */
  async read(chunk: Chunk): Promise<ReadChunk> {
    const thread = this.#next;
    this.#next = (thread + 1) % this.#threads.length;
    const answer = Promise.withResolvers<ChunkReply>();
    this.#threads[thread]?.waiting.push(answer);
    this.#threads[thread]?.worker.postMessage(chunk, [chunk.bytes.buffer, ...chunk.free.map(({ buffer }) => buffer)]);
    const reply = await answer.promise;
    if ('error' in reply) throw new AppError(reply.error);
    return { ...reply, thread };
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}
