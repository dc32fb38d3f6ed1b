import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { appError } from '#app/errors.ts';
import type { Graph } from '#app/graph/graph.ts';
import { readGraph } from '#app/graph/read.ts';

/** A graph of all the blocks and wires that may be is a tenth of it. */
const mostBytes = 16 * 2 ** 20;

/** Reads a graph from a JSON file; throws graph-unreadable. */
export async function readGraphFile(file: string): Promise<Graph> {
  const unreadable = (problem: string) => appError('graph-unreadable', { file, problem });
  const text = await textOf(resolve(file)).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error.code === 'ENOENT' ? 'there is no such file' : `reading it gives ${error.code}`);
  });
  if (text === null) throw unreadable(`it is larger than ${mostBytes / 2 ** 20} MiB`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable('it is not JSON');
  }
  const read = readGraph(value);
  if (read.ok) return read.graph;
  throw unreadable(read.problem);
}

/** The file's text; null where there is no end of it, as of a device. */
async function textOf(path: string): Promise<string | null> {
  const handle = await open(path);
  try {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of handle.createReadStream({ autoClose: false })) {
      // A stream without an encoding gives bytes.
      pieces.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      if (bytes > mostBytes) return null;
    }
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    await handle.close();
  }
}
