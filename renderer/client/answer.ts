import { z } from 'zod';
import type { Result } from '#app/contract/channel.ts';
import { errorData } from '#app/contract/jobs.ts';
import { appError, isErrorCode } from '#app/errors.ts';

const envelope = z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: errorData })]);

/** What came off the wire as a Result; anything else is answered as a fault of the door, not thrown. */
export function answer(raw: unknown): Result<unknown> {
  const parsed = envelope.safeParse(raw);
  if (!parsed.success) return { ok: false, error: appError('internal', { what: 'the answer of the core could not be read' }).toJSON() };
  if (parsed.data.ok) return parsed.data;
  const { code, ...text } = parsed.data.error;
  return { ok: false, error: { ...text, code: isErrorCode(code) ? code : 'internal' } };
}

/** The answer to a call that was given up by who asked. */
export const givenUp = (name: string): Result<never> => ({ ok: false, error: appError('cancelled', { name }).toJSON() });

/** The answer to a call that could not be sent. */
export const connectionLost = (): Result<never> => ({ ok: false, error: appError('connection-lost', undefined).toJSON() });
