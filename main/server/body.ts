import type { IncomingMessage } from 'node:http';

/** Ends the connection when nothing came for this long while a body is awaited. */
const silence = 30_000;

/** Cuts off a sender that falls silent before its body is whole. Returns what lifts the limit. */
export function limitSilence(request: IncomingMessage, milliseconds = silence): () => void {
  const { socket } = request;
  const cut = () => request.destroy(new Error('the body came too slowly'));
  socket.setTimeout(milliseconds, cut);
  return () => {
    socket.off('timeout', cut);
    socket.setTimeout(0);
  };
}

/** The whole body, in memory; null where it is larger than `most` bytes. Rejects when the sender goes away. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > most) return null;
  const lift = limitSilence(request);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // A request without an encoding gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > most) return null;
    chunks.push(bytes);
  }
  lift();
  return Buffer.concat(chunks);
}
