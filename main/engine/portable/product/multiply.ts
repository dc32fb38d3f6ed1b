import type { Code } from '../wasm/encoding.ts';
import {
  add,
  addFloats,
  addVectors,
  and,
  below,
  fusedMultiplyAdd,
  get,
  increase,
  lane,
  less,
  load,
  loadFloat,
  multiply,
  repeat,
  set,
  spread,
  store,
  storeFloat,
  subtract,
  when,
  whole,
  zeros,
} from '../wasm/instructions.ts';
import { type Local, Routine } from '../wasm/module.ts';

/** C is computed in tiles of 6 rows and 8 columns: 12 vectors of sums, what 16 registers hold beside the operands. */
export const tileRows = 6;
export const tileColumns = 8;
const vectors = tileColumns / 4;
const unrolled = 4;

/**
 * multiply(a, b, c, rows, columns, depth, stride, adding): C = A·B, or C += A·B where `adding` is not 0, from packed panels
 * of `depth` (pack.ts). C's rows lie `stride` bytes apart. Every sum runs over depth in order, so results repeat to the bit.
 */
export function multiplyRoutine(): Routine {
  const routine = new Routine(
    'multiply',
    ['a', 'b', 'c', 'rows', 'columns', 'depth', 'stride', 'adding'],
    ['aAt', 'bAt', 'cAt', 'at', 'rowsLeft', 'end', 'unrolledEnd'],
  );
  const { a, b, c, rows, columns, depth, stride, adding, aAt, bAt, cAt, at, rowsLeft, end, unrolledEnd } = routine.integers;
  const fromA = routine.variable('v128');
  const fromB = routine.variables(vectors, 'v128');
  const tile = Array.from({ length: tileRows }, () => fromB.map((line) => ({ line, sum: routine.variable('v128') })));

  /** A column of A's panel times a row of B's. */
  const step = (index: number): Code => [
    ...fromB.flatMap((line, vector) => set(line, load(get(bAt), (index * vectors + vector) * 16))),
    ...tile.flatMap((sums, row) => [
      ...set(fromA, spread(get(aAt), (index * tileRows + row) * 4)),
      ...sums.flatMap(({ line, sum }) => set(sum, fusedMultiplyAdd(get(fromA), get(line), get(sum)))),
    ]),
  ];
  const stepsTo = (limit: Local, count: number): Code => {
    const steps = Array.from({ length: count }, (_, index) => step(index)).flat();
    const move = [...increase(aAt, whole(count * tileRows * 4)), ...increase(bAt, whole(count * tileColumns * 4))];
    return when(below(get(aAt), get(limit)), repeat([...steps, ...move], below(get(aAt), get(limit))));
  };
  const sumTile: Code = [
    ...tile.flat().flatMap(({ sum }) => set(sum, zeros)),
    ...set(bAt, get(b)),
    ...set(end, add(get(aAt), multiply(get(depth), whole(tileRows * 4)))),
    ...set(unrolledEnd, subtract(get(end), multiply(and(get(depth), whole(unrolled - 1)), whole(tileRows * 4)))),
    ...stepsTo(unrolledEnd, unrolled),
    ...stepsTo(end, 1),
  ];

  const storeWhole: Code = tile.flatMap((sums) => [
    ...sums.flatMap(({ sum }, vector) => [
      ...when(get(adding), set(sum, addVectors(load(get(at), vector * 16), get(sum)))),
      ...store(get(at), get(sum), vector * 16),
    ]),
    ...increase(at, get(stride)),
  ]);
  /** Over C's edge: float by float, those that C has. */
  const storeFloats = ({ sum }: { sum: Local }, vector: number): Code =>
    [0, 1, 2, 3].flatMap((index) => {
      const column = vector * 4 + index;
      const value = lane(get(sum), index);
      const put = (what: Code): Code => storeFloat(get(at), what, column * 4);
      return when(less(whole(column), get(columns)), when(get(adding), put(addFloats(loadFloat(get(at), column * 4), value)), put(value)));
    });
  const storePart: Code = tile.flatMap((sums, row) => [
    ...when(less(whole(row), get(rowsLeft)), sums.flatMap(storeFloats)),
    ...increase(at, get(stride)),
  ]);
  const isWhole = and(less(whole(tileRows - 1), get(rowsLeft)), less(whole(tileColumns - 1), get(columns)));

  const downTheRows: Code = [
    ...sumTile, // leaves aAt at the next panel
    ...set(at, get(cAt)),
    ...when(isWhole, storeWhole, storePart),
    ...increase(cAt, multiply(get(stride), whole(tileRows))),
    ...increase(rowsLeft, whole(-tileRows)),
  ];
  return routine.does(
    repeat(
      [
        ...set(rowsLeft, get(rows)),
        ...set(aAt, get(a)),
        ...set(cAt, get(c)),
        ...repeat(downTheRows, less(whole(0), get(rowsLeft))),
        ...set(b, get(bAt)), // the next panel
        ...increase(c, whole(tileColumns * 4)),
        ...increase(columns, whole(-tileColumns)),
      ],
      less(whole(0), get(columns)),
    ),
  );
}
