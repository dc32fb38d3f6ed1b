import type { ErrorData } from '#app/errors.ts';
import type { Preparation, PreparationEnd, Prepared } from './prepare.ts';

/** Main → the process that prepares: what to do, then "next" for each file of texts that is there, then the end. */
export type PrepareOrder = ({ type: 'begin' } & Preparation) | { type: 'next' } | ({ type: 'finish' } & PreparationEnd);

/** Back. "progress" comes at least every second from "finish" on. */
export type PrepareReport =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; prepared: Prepared }
  | { type: 'failed'; error: ErrorData };
