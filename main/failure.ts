import { randomInt } from 'node:crypto';
import { AppError, appError, type ErrorData } from '#app/errors.ts';
import type { Log } from './log.ts';

/**
 * Tells an error as a caller may see it. Expected ones as they are; a bug gets a short reference under which the log holds
 * its stack, so that nothing of the inside leaves through a door.
 */
export function tellFailure(error: unknown, during: string, log: Log): ErrorData {
  if (error instanceof AppError) return error.toJSON();
  const reference = randomInt(36 ** 4, 36 ** 5).toString(36);
  log.error('internal error', { reference, during, error });
  return appError('internal', { what: `${during}, reference ${reference}` }).toJSON();
}
