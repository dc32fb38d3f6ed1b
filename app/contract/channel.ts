import type { z } from 'zod';
import type { ErrorCode, ErrorData } from '../errors.ts';

/** One thing that can be asked: what goes in, what comes out, and which expected errors it may answer with. */
export interface Channel<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
  errors: readonly ErrorCode[];
}

/** Types a channel; the errors every call may answer with (call-invalid, caller-refused, internal) go without saying. */
export const channel = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  errors: readonly ErrorCode[] = [],
): Channel<I, O> => ({ input, output, errors });

/** What every call returns, through any door. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: ErrorData };

/** A feature's slice of the contract: its channels by short name. */
export type Feature = Readonly<Record<string, Channel>>;

/** What a service provides for a feature: one function a channel, given parsed input. */
export type Implementation<F extends Feature> = {
  [K in keyof F]: (input: z.output<F[K]['input']>, call: CallContext) => Promise<z.input<F[K]['output']>> | z.input<F[K]['output']>;
};

/** The part of an AbortSignal that a service may rely on. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
}

/** Who asks; `signal` fires when the caller gave up. */
export interface CallContext {
  signal: Cancellation;
}
