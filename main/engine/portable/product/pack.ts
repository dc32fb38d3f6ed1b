import { add, get, increase, less, loadFloat, multiply, repeat, set, storeFloat, whole } from '../wasm/instructions.ts';
import { Routine } from '../wasm/module.ts';

/**
 * pack<width>(to, from, count, depth, step, along): copies `count` lines of `depth` floats into panels of `width` lines,
 * each panel depth-major [depth][width], so that the product reads both operands straight through. `step` bytes lie between
 * lines, `along` between the floats of one; a transposed operand is the same call with the two changed over. What is
 * missing to a whole last panel repeats its last line: the product computes with it and drops the result.
 */
export function packRoutine(width: number): Routine {
  const routine = new Routine(`pack${width}`, ['to', 'from', 'count', 'depth', 'step', 'along'], ['left']);
  const { to, from, count, depth, step, along, left } = routine.integers;
  const lines = routine.variables(width, 'i32');

  const startOfLines = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    return set(line, before === undefined ? get(from) : add(get(before), multiply(less(whole(index), get(count)), get(step))));
  });
  const oneFloatOfEach = [
    ...lines.flatMap((line, index) => [...storeFloat(get(to), loadFloat(get(line)), 4 * index), ...increase(line, get(along))]),
    ...increase(to, whole(4 * width)),
    ...increase(left, whole(-1)),
  ];
  return routine.does(
    repeat(
      [
        ...startOfLines,
        ...set(left, get(depth)),
        ...repeat(oneFloatOfEach, get(left)),
        ...increase(from, multiply(get(step), whole(width))),
        ...increase(count, whole(-width)),
      ],
      less(whole(0), get(count)),
    ),
  );
}
