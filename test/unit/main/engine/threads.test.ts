import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { threadsAllowed } from '#main/engine/threads.ts';

it('a network computes with as many threads as are allowed, else with one a core', () => {
  expect(threadsAllowed({ UNFOLD_THREADS: '3' })).toBe(3);
  for (const none of [undefined, '', '0', '-2', '1.5', 'many'])
    expect(threadsAllowed({ UNFOLD_THREADS: none })).toBe(availableParallelism());
});
