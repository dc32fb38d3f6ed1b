import { type Code, signed, unsigned } from './encoding.ts';
import type { Local } from './module.ts';

/*
 * Instructions as expressions: each is given the code of its operands and is the code of its value
 * (webassembly.github.io/spec/core/binary/instructions.html).
 */

export const get = (local: Local): Code => [0x20, ...unsigned(local.index)];
export const set = (local: Local, value: Code): Code => [...value, 0x21, ...unsigned(local.index)];

export const whole = (value: number): Code => [0x41, ...signed(value)];
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const and = (a: Code, b: Code): Code => [...a, ...b, 0x71];
export const subtract = (a: Code, b: Code): Code => [...a, ...b, 0x6b];
export const multiply = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
export const equal = (a: Code, b: Code): Code => [...a, ...b, 0x46];
/** Addresses are unsigned: a heap may grow to 4 GiB. */
export const below = (a: Code, b: Code): Code => [...a, ...b, 0x49];
/** Counts have a sign: what is left may be below zero. */
export const less = (a: Code, b: Code): Code => [...a, ...b, 0x48];
export const select = (condition: Code, yes: Code, no: Code): Code => [...yes, ...no, ...condition, 0x1b];
export const increase = (local: Local, by: Code): Code => set(local, add(get(local), by));

export const drop = (value: Code): Code => [...value, 0x1a];

const nothing = 0x40;
/** Does the body, then does it again while the condition holds. */
export const repeat = (body: Code, condition: Code): Code => [0x03, nothing, ...body, ...condition, 0x0d, 0, 0x0b];
export const when = (condition: Code, body: Code, otherwise: Code = []): Code => [
  ...[...condition, 0x04, nothing, ...body],
  ...(otherwise.length > 0 ? [0x05, ...otherwise] : []),
  0x0b,
];

// An access says the alignment it may count on (2², a float's) and an offset from its address.
const access = (offset: number): Code => [2, ...unsigned(offset)];
export const loadFloat = (address: Code, offset = 0): Code => [...address, 0x2a, ...access(offset)];
export const storeFloat = (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x38, ...access(offset)];
export const addFloats = (a: Code, b: Code): Code => [...a, ...b, 0x92];

export const zero: Code = [0x43, 0, 0, 0, 0];

const vector = (instruction: number): Code => [0xfd, ...unsigned(instruction)];
export const load = (address: Code, offset = 0): Code => [...address, ...vector(0x00), ...access(offset)];
export const store = (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...vector(0x0b), ...access(offset)];
/** One of a vector's four floats. */
export const lane = (value: Code, index: number): Code => [...value, ...vector(0x1f), index];
/** One float, four times. */
export const spread = (address: Code, offset = 0): Code => [...address, ...vector(0x09), ...access(offset)];
export const zeros: Code = [...vector(0x0c), ...new Array<number>(16).fill(0)];
export const addVectors = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe4)];
export const multiplyVectors = (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe6)];
/** a·b + c in one rounding where the processor can; it computes in the same way every time on one machine. */
export const fusedMultiplyAdd = (a: Code, b: Code, c: Code): Code => [...a, ...b, ...c, ...vector(0x105)];
