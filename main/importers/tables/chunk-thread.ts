import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#app/errors.ts';
import { type Chunk, type ChunkPlan, ChunkReader } from './chunk-reader.ts';
import type { ChunkReply } from './chunk-threads.ts';

/** The program of a thread that reads chunks of a table, one after another. */

// Only our own program starts it, and both are of one build.
const reader = new ChunkReader(workerData as ChunkPlan);
parentPort?.on('message', (chunk: Chunk) => {
  const reply = replyTo(chunk);
  const memory = 'rows' in reply ? [chunk.bytes.buffer, ...reply.rows.batches.map(({ values }) => values.buffer)] : [];
  parentPort?.postMessage(reply, memory);
});

function replyTo(chunk: Chunk): ChunkReply {
  try {
    return { rows: reader.read(chunk), bytes: chunk.bytes };
  } catch (error) {
    // A bug ends the thread, and with it the process.
    if (!(error instanceof AppError)) throw error;
    return { error: error.toJSON() };
  }
}
