import { describe } from 'vitest';
import { findPack } from '#main/engine/packs/find.ts';

/** Where TensorFlow lies for tests; null where no pack is found. */
export const tensorflowFolder: string | null = findPack()?.folder ?? null;

/** Describes tests of the TensorFlow engine; where no pack is found they are skipped, and their name says so. */
export function engineOrSkip(name: string, tests: (folder: string) => void): void {
  if (tensorflowFolder === null) describe.skip(`${name} (skipped: TensorFlow pack not found)`, () => tests(''));
  else describe(name, () => tests(tensorflowFolder));
}
