import { expect, it } from 'vitest';
import { MemoryBudget } from '#main/importers/images/memory-budget.ts';

function counted() {
  const state = { now: 0, most: 0 };
  const work = async () => {
    state.now += 1;
    state.most = Math.max(state.most, state.now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    state.now -= 1;
  };
  return { state, work };
}

it('runs side by side what fits together', async () => {
  const { state, work } = counted();
  const budget = new MemoryBudget(100);
  await Promise.all(Array.from({ length: 9 }, () => budget.with(33, work)));
  expect(state.most).toBe(3);
});

it('runs alone what is larger than the whole budget', async () => {
  const { state, work } = counted();
  const budget = new MemoryBudget(100);
  await Promise.all(Array.from({ length: 3 }, () => budget.with(1000, work)));
  expect(state.most).toBe(1);
});

it('goes on after work that failed', async () => {
  const budget = new MemoryBudget(10);
  await expect(budget.with(10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(budget.with(10, async () => 'yes')).resolves.toBe('yes');
});
