import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Selection } from '#renderer/ui/selection.svelte.ts';
import VirtualGrid from '#renderer/ui/VirtualGrid.svelte';

/** Ten columns of 92 px and four rows in sight: happy-dom lays nothing out, so sizes are given. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1032);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
});

const cell = createRawSnippet<[number]>((index) => ({ render: () => `<span>cell ${index()}</span>` }));

async function setUp(count = 100_000) {
  const selection = new Selection();
  const onopen = vi.fn<(index: number) => void>();
  const onrange = vi.fn<(first: number, end: number) => void>();
  const result = render(VirtualGrid, {
    count,
    label: 'Items',
    least: 92,
    name: (index: number) => `Item ${index}`,
    cell,
    selection,
    onopen,
    onrange,
  });
  await tick();
  return { ...result, selection, onopen, onrange, list: screen.getByRole('listbox', { name: 'Items' }) };
}

describe('a virtual grid', () => {
  it('draws only what is in sight, of 100,000', async () => {
    const { list } = await setUp();
    const drawn = list.querySelectorAll('[role=option]').length;
    expect(drawn).toBeGreaterThan(30);
    expect(drawn).toBeLessThan(120);
  });

  it('says what is in sight, so that it can be read', async () => {
    const { onrange } = await setUp();
    const [first, end] = onrange.mock.lastCall ?? [-1, -1];
    expect(first).toBe(0);
    expect(end).toBeGreaterThanOrEqual(40);
  });

  it('tells each cell its name and its place in the whole', async () => {
    await setUp();
    const third = screen.getByRole('option', { name: 'Item 2' });
    expect(third.getAttribute('aria-posinset')).toBe('3');
    expect(third.getAttribute('aria-setsize')).toBe('100000');
  });

  it('has one tab stop', async () => {
    const { list } = await setUp();
    expect(list.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('moves the focus by arrows and chooses what it reaches', async () => {
    const { list, selection } = await setUp();
    await fireEvent.keyDown(list, { key: 'ArrowDown' });
    await fireEvent.keyDown(list, { key: 'ArrowRight' });
    await tick();
    expect([...selection.chosen]).toEqual([11]);
    expect(document.activeElement?.getAttribute('data-index')).toBe('11');
  });

  it('stretches the choice with Shift', async () => {
    const { list, selection } = await setUp();
    await fireEvent.click(screen.getByRole('option', { name: 'Item 2' }));
    await fireEvent.keyDown(list, { key: 'ArrowRight', shiftKey: true });
    await fireEvent.keyDown(list, { key: 'ArrowRight', shiftKey: true });
    expect([...selection.chosen]).toEqual([2, 3, 4]);
  });

  it('opens with Space', async () => {
    const { list, onopen } = await setUp();
    await fireEvent.click(screen.getByRole('option', { name: 'Item 5' }));
    await fireEvent.keyDown(list, { key: ' ' });
    expect(onopen).toHaveBeenCalledWith(5);
  });

  it('keeps its place within a list that shrinks', async () => {
    const { list, rerender } = await setUp(50);
    await fireEvent.keyDown(list, { key: 'End' });
    await rerender({ count: 3 });
    await tick();
    expect(list.querySelector('[tabindex="0"]')?.getAttribute('data-index')).toBe('2');
  });
});

describe('choosing', () => {
  it('with Mod takes one more or one less', () => {
    const selection = new Selection();
    selection.pick(1, { shiftKey: false, mod: false });
    selection.pick(5, { shiftKey: false, mod: true });
    selection.pick(1, { shiftKey: false, mod: true });
    expect([...selection.chosen]).toEqual([5]);
  });
  it('with Shift goes from the last one clicked, either way', () => {
    const selection = new Selection();
    selection.pick(5, { shiftKey: false, mod: false });
    selection.pick(3, { shiftKey: true, mod: false });
    expect([...selection.chosen]).toEqual([3, 4, 5]);
    selection.pick(7, { shiftKey: true, mod: false });
    expect([...selection.chosen]).toEqual([5, 6, 7]);
  });
});
