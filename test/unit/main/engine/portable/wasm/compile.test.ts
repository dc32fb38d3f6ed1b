import { describe, expect, it } from 'vitest';
import { compile } from '#main/engine/portable/wasm/compile.ts';
import {
  add,
  and,
  below,
  drop,
  equal,
  fusedMultiplyAdd,
  get,
  increase,
  lane,
  less,
  load,
  loadFloat,
  multiply,
  repeat,
  select,
  set,
  spread,
  store,
  storeFloat,
  subtract,
  when,
  whole,
} from '#main/engine/portable/wasm/instructions.ts';
import { Routine } from '#main/engine/portable/wasm/module.ts';
import { webAssembly } from '#main/engine/portable/wasm/web-assembly.ts';

const memory = new webAssembly.Memory({ initial: 1 });
const integers = new Int32Array(memory.buffer);
const floats = new Float32Array(memory.buffer);

/** A routine of a and b that stores a whole number at address 0 (i32.store is no instruction of ours: this is its code). */
const stored = (value: (a: readonly number[], b: readonly number[]) => readonly number[], a: number, b: number): number | undefined => {
  const routine = new Routine('run', ['a', 'b'], []);
  const code = value(get(routine.integers.a), get(routine.integers.b));
  compile(memory, { run: routine.does([...whole(0), ...code, 0x36, 2, 0]) }).run(a, b);
  return integers[0];
};

describe('an expression', () => {
  it.each([
    ['add', add, 7, 5, 12],
    ['subtract', subtract, 7, 12, -5],
    ['multiply', multiply, -7, 5, -35],
    ['and', and, 13, 3, 1],
    ['equal', equal, 4, 4, 1],
    ['less', less, -1, 1, 1],
    ['below', below, -1, 1, 0],
  ] as const)('%s computes', (_name, instruction, a, b, result) => {
    expect(stored(instruction, a, b)).toBe(result);
  });

  it.each([
    [1, 2],
    [2, 1],
  ])('selects by a condition: %i and %i', (a, b) => {
    expect(stored((left, right) => select(less(left, right), left, right), a, b)).toBe(Math.min(a, b));
  });
});

it('repeats while a condition holds, and decides', () => {
  const routine = new Routine('sum', ['count'], ['at']);
  const { count, at } = routine.integers;
  const ones = storeFloat(get(at), [0x43, 0, 0, 0x80, 0x3f]); // f32.const 1
  const nothing = drop(get(at));
  const everyOther = when(and(get(count), whole(1)), ones, nothing);
  routine.does(set(at, whole(64)), repeat([...everyOther, ...increase(at, whole(4)), ...increase(count, whole(-1))], get(count)));
  floats.fill(0);
  compile(memory, { sum: routine }).sum(5);
  expect([...floats.subarray(16, 22)]).toEqual([1, 0, 1, 0, 1, 0]);
});

it('works on four floats at a time', () => {
  const routine = new Routine('run', [], []);
  const line = routine.variable('v128');
  routine.does(
    set(line, load(whole(0), 16)),
    store(whole(32), fusedMultiplyAdd(get(line), spread(whole(0), 4), get(line))),
    storeFloat(whole(48), lane(get(line), 2)),
    storeFloat(whole(52), loadFloat(whole(0), 4)),
  );
  floats.set([0, 10, 0, 0, 1, 2, 3, 4]);
  compile(memory, { run: routine }).run();
  expect([...floats.subarray(8, 14)]).toEqual([11, 22, 33, 44, 3, 10]);
});

it('compiles several routines that do not disturb each other', () => {
  const put = (name: string, value: number) => {
    const routine = new Routine(name, ['at'], []);
    return routine.does([...get(routine.integers.at), ...whole(value), 0x36, 2, 0]);
  };
  const { one, two } = compile(memory, { one: put('one', 1), two: put('two', 2) });
  one(0);
  two(4);
  expect([...integers.subarray(0, 2)]).toEqual([1, 2]);
});
