import type { ErrorData } from '#app/errors.ts';
import type { Preparation, Prepared } from './prepare.ts';

/** Main → the process that prepares: what to do, once. */
export type PrepareOrder = Preparation;

/** Back. "progress" comes at least every second for as long as it lives. */
export type PrepareReport =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; prepared: Prepared }
  | { type: 'failed'; error: ErrorData };
