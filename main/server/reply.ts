import type { ServerResponse } from 'node:http';
import type { Result } from '#app/contract/channel.ts';
import { encode } from '#app/contract/codec.ts';
import { dataHeaders } from '../content-policy.ts';

/** The two ways a call may be written; the answer comes in the same one. */
export type Format = 'msgpack' | 'json';

/** The format of a Content-Type; null for one that a form of a foreign page could have sent too. */
export function formatOf(contentType: string | undefined): Format | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/msgpack') return 'msgpack';
  return type === 'application/json' ? 'json' : null;
}

/** Typed arrays as plain lists: JSON knows no others. */
const plain = (_key: string, value: unknown): unknown => (ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value);

/** Answers with a Result. */
export function replyResult(response: ServerResponse, status: number, format: Format, result: Result<unknown>): void {
  const body = format === 'json' ? Buffer.from(JSON.stringify(result, plain)) : encode(result);
  reply(response, status, `application/${format}`, body);
}

/** Answers with bytes that nobody keeps, unless `headers` say otherwise. */
export function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: Uint8Array | string,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    ...dataHeaders,
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': bytes.length,
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
