import { AppError, isErrorCode } from '#app/errors.ts';

/** An error that was kept as data, to be thrown again. */
export function toldError(error: { code: string; message: string; remedy: string; detail?: string | undefined }): Error {
  return isErrorCode(error.code) ? new AppError({ ...error, code: error.code }) : new Error(error.message);
}
