import { dataErrors } from './errors/data.ts';
import { doorErrors } from './errors/door.ts';
import { engineErrors } from './errors/engine.ts';
import { exportErrors } from './errors/exports.ts';
import { graphErrors } from './errors/graph.ts';
import { numberErrors } from './errors/numbers.ts';
import { runErrors } from './errors/runs.ts';
import { storeErrors } from './errors/store.ts';
import { tableErrors } from './errors/tables.ts';

/** Every expected error of the product, by code: "X must be …; got Y" and what to do about it. */
export const errorTable = {
  ...doorErrors,
  ...storeErrors,
  ...dataErrors,
  ...numberErrors,
  ...tableErrors,
  ...graphErrors,
  ...runErrors,
  ...engineErrors,
  ...exportErrors,
};

export type ErrorCode = keyof typeof errorTable;
type Facts<C extends ErrorCode> = Parameters<(typeof errorTable)[C]>[0];

/** What a caller of any door receives: `detail` is for the log and the curious, `remedy` for the user's next click. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  remedy: string;
  detail?: string | undefined;
}

/** An expected error. A bug is any other Error, a cancellation is a value. */
export class AppError extends Error implements ErrorData {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly detail: string | undefined;

  constructor(data: ErrorData) {
    super(data.message);
    this.code = data.code;
    this.remedy = data.remedy;
    this.detail = data.detail;
  }

  toJSON(): ErrorData {
    return { code: this.code, message: this.message, remedy: this.remedy, detail: this.detail };
  }
}

/** Makes the error `code` from the facts its text needs; throw the result. */
export function appError<C extends ErrorCode>(code: C, facts: Facts<C>, detail?: string): AppError {
  // The table's functions differ in their parameter; Facts<C> is the parameter of exactly this one.
  const text = (errorTable[code] as (facts: Facts<C>) => { message: string; remedy: string })(facts);
  return new AppError({ code, ...text, detail });
}

/** Whether `code` is one of the table's, for data that comes from outside. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
