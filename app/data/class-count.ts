import { z } from 'zod';

const count = z.int().nonnegative();

/** A class, and how many items of it there are, in all and in each part. */
export const classCount = z.object({ name: z.string(), items: count, train: count, validation: count, test: count });
export type ClassCount = z.infer<typeof classCount>;

/** Counts the items of each class in each part; `classOf`: the place of an item's class among the names. */
export function countClasses(
  names: readonly string[],
  parts: Readonly<Record<'train' | 'validation' | 'test', Int32Array>>,
  classOf: (item: number) => number,
): ClassCount[] {
  const classes = names.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));
  for (const part of ['train', 'validation', 'test'] as const) {
    const items = parts[part];
    for (let place = 0; place < items.length; place += 1) {
      const own = classes[classOf(items[place] ?? 0)];
      if (own === undefined) continue;
      own.items += 1;
      own[part] += 1;
    }
  }
  return classes;
}
