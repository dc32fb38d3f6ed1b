import type { IncomingMessage, ServerResponse } from 'node:http';
import { decode } from '#app/contract/codec.ts';
import { appError } from '#app/errors.ts';
import type { Core } from '../core.ts';
import { readBody } from './body.ts';
import { type Format, formatOf, replyResult } from './reply.ts';

/** An image of 64 MiB, as the contract allows it, and what goes with it. */
const largestCall = 80 * 2 ** 20;

const read = (format: Format, body: Buffer): unknown => (format === 'json' ? JSON.parse(body.toString('utf8')) : decode(body));

/** POST /call/NAME: the input as the body, the Result as the answer. */
export async function answerCall(request: IncomingMessage, response: ServerResponse, name: string, core: Core): Promise<void> {
  const format = formatOf(request.headers['content-type']);
  const invalid = (status: number, problems: string) => {
    // What is left of the body is not waited for.
    response.setHeader('connection', 'close');
    replyResult(response, status, format ?? 'json', { ok: false, error: appError('call-invalid', { name, problems }).toJSON() });
  };
  if (format === null) return invalid(415, 'the body must be application/msgpack or application/json');
  const body = await readBody(request, largestCall);
  if (body === null) return invalid(413, `the body must be at most ${largestCall} bytes`);
  let input: unknown;
  try {
    input = read(format, body);
  } catch {
    return invalid(400, `the body must be whole ${format}`);
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  replyResult(response, 200, format, await core.call(name, input, { door: 'server', signal: gone.signal }));
}
