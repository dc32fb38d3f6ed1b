import type { Code } from '../wasm/encoding.ts';
import {
  add,
  below,
  equal,
  get,
  increase,
  less,
  load,
  loadFloat,
  multiply,
  repeat,
  select,
  set,
  store,
  storeFloat,
  subtract,
  when,
  whole,
  zero,
  zeros,
} from '../wasm/instructions.ts';
import { Routine } from '../wasm/module.ts';

/** What the routine is given, in this order: addresses and sizes in bytes where named so, else in pixels, rows, columns. */
export const unrollParameters = [
  'to',
  'image',
  'imageBytes',
  'lineBytes',
  'pixelBytes',
  'inHeight',
  'inWidth',
  'outHeight',
  'outWidth',
  'filterHeight',
  'runs',
  'taps',
  'strideHeight',
  'strideWidth',
  'dilationHeight',
  'dilationWidth',
  'padTop',
  'padLeft',
  'row',
  'column',
  'count',
] as const;

const vectorBytes = 16;

/**
 * Writes what a filter sees at `count` output positions from (`row`, `column`) of the image on, one row a position:
 * [filterHeight, runs, taps, channels], zeros outside the image. A run are taps that are neighbours in the image.
 */
export function unrollRoutine(): Routine {
  const variables = ['from', 'y', 'x', 'filterRowsLeft', 'runsLeft', 'before', 'after', 'end'] as const;
  const routine = new Routine<(typeof unrollParameters)[number] | (typeof variables)[number]>('unroll', unrollParameters, variables);
  const { to, image, from, y, x, row, column, before, after, end, filterRowsLeft, runsLeft, taps, inWidth, ...given } = routine.integers;

  const atLeastZero = (value: Code): Code => select(less(whole(0), value), value, whole(0));
  const atMost = (value: Code, most: Code): Code => select(less(value, most), value, most);
  /** Writes up to `end`: vectors while a whole one fits, then floats. */
  const upToEnd = (vector: Code, float: Code, alsoMove: (bytes: number) => Code): Code => {
    const vectorFits = below(add(get(to), whole(vectorBytes - 1)), get(end));
    const left = below(get(to), get(end));
    return [
      ...when(vectorFits, repeat([...vector, ...alsoMove(vectorBytes)], vectorFits)),
      ...when(left, repeat([...float, ...alsoMove(4)], left)),
    ];
  };
  const writeZeros = (pixels: Code): Code => [
    ...set(end, add(get(to), multiply(pixels, get(given.pixelBytes)))),
    ...upToEnd(store(get(to), zeros), storeFloat(get(to), zero), (bytes) => increase(to, whole(bytes))),
  ];
  const copy = (pixels: Code): Code => [
    ...set(end, add(get(to), multiply(pixels, get(given.pixelBytes)))),
    ...upToEnd(store(get(to), load(get(from))), storeFloat(get(to), loadFloat(get(from))), (bytes) => [
      ...increase(to, whole(bytes)),
      ...increase(from, whole(bytes)),
    ]),
  ];

  const writeRun: Code = [
    ...set(before, atMost(atLeastZero(subtract(whole(0), get(x))), get(taps))),
    ...set(after, atMost(atLeastZero(subtract(add(get(x), get(taps)), get(inWidth))), get(taps))),
    // A row above the image is a great unsigned number.
    ...when(
      below(get(y), get(given.inHeight)),
      [
        ...writeZeros(get(before)),
        ...set(from, add(get(image), multiply(get(y), get(given.lineBytes)))),
        ...increase(from, multiply(add(get(x), get(before)), get(given.pixelBytes))),
        ...copy(subtract(subtract(get(taps), get(before)), get(after))),
        ...writeZeros(get(after)),
      ],
      writeZeros(get(taps)),
    ),
    ...increase(x, get(given.dilationWidth)),
    ...increase(runsLeft, whole(-1)),
  ];
  const writeFilterRow: Code = [
    ...set(x, subtract(multiply(get(column), get(given.strideWidth)), get(given.padLeft))),
    ...set(runsLeft, get(given.runs)),
    ...repeat(writeRun, get(runsLeft)),
    ...increase(y, get(given.dilationHeight)),
    ...increase(filterRowsLeft, whole(-1)),
  ];
  const nextPosition: Code = [
    ...increase(column, whole(1)),
    ...when(equal(get(column), get(given.outWidth)), [...set(column, whole(0)), ...increase(row, whole(1))]),
    ...when(equal(get(row), get(given.outHeight)), [...set(row, whole(0)), ...increase(image, get(given.imageBytes))]),
  ];
  return routine.does(
    repeat(
      [
        ...set(y, subtract(multiply(get(row), get(given.strideHeight)), get(given.padTop))),
        ...set(filterRowsLeft, get(given.filterHeight)),
        ...repeat(writeFilterRow, get(filterRowsLeft)),
        ...nextPosition,
        ...increase(given.count, whole(-1)),
      ],
      get(given.count),
    ),
  );
}
