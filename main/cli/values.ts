import { appError } from '#app/errors.ts';
import type { Given } from './command.ts';

const mustBe = (name: string, what: string, got: unknown) =>
  appError('usage-wrong', { problem: `--${name} must be ${what}; got "${got}".`, usage: `--${name} with ${what}` });

/** An option's text, or undefined where it was not given. */
export const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

/** An option's names, one behind the other with commas between. */
export const namesOf = (given: Given, name: string): string[] | undefined =>
  textOf(given, name)
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Every text of an option that may come several times. */
export const textsOf = (given: Given, name: string): readonly string[] => {
  const value = given[name];
  return Array.isArray(value) ? value : [];
};

/** An option's number; throws usage-wrong where it is none. */
function numberOf(given: Given, name: string): number | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw mustBe(name, 'a number', text);
  return number;
}

/** An option's number above 0. */
export function positiveOf(given: Given, name: string): number | undefined {
  const number = numberOf(given, name);
  if (number !== undefined && number <= 0) throw mustBe(name, 'a number above 0', number);
  return number;
}

/** An option's number, 0 or above. */
export function notBelowZeroOf(given: Given, name: string): number | undefined {
  const number = numberOf(given, name);
  if (number !== undefined && number < 0) throw mustBe(name, 'a number from 0', number);
  return number;
}

/** An option's whole number, not below `least`. */
export function wholeOf(given: Given, name: string, least: number): number | undefined {
  const number = numberOf(given, name);
  if (number !== undefined && (!Number.isSafeInteger(number) || number < least)) throw mustBe(name, `a whole number from ${least}`, number);
  return number;
}

/** An option that is one of a few words. */
export function choiceOf<T extends string>(given: Given, name: string, choices: readonly T[]): T | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw mustBe(name, `one of ${choices.join(', ')}`, text);
  return choice;
}

/** A number by which the workspace knows a thing: `12`. */
export function idOf(what: string, text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1)
    throw appError('usage-wrong', { problem: `${what} must be its number; got "${text}".`, usage: `"unfold ${what}s" lists them` });
  return id;
}
