import { describe, expect, it } from 'vitest';
import {
  colorOf,
  distinctNames,
  firstSlots,
  mostCompared,
  readSlots,
  type Slots,
  toggled,
  writeSlots,
} from '#renderer/features/compare/compared-runs.ts';

const known = new Set([12, 13, 14, 15]);

describe('what is compared', () => {
  it('stands in an address, colours with it', () => {
    const slots: Slots = [12, null, 14];
    expect(writeSlots(slots)).toBe('12,,14');
    expect(readSlots('12,,14', known)).toEqual(slots);
    expect(writeSlots([null, null])).toBe('-');
    expect(readSlots('-', known)).toEqual([null]);
  });

  it('forgets runs that are gone, doubles and what is no number', () => {
    expect(readSlots('12,99,12,x,15', known)).toEqual([12, null, null, null, 15]);
  });

  it('keeps a run’s colour while others come and go', () => {
    let slots: Slots = [12, 13];
    slots = toggled(slots, 14);
    slots = toggled(slots, 12);
    expect([colorOf(slots, 13), colorOf(slots, 14), colorOf(slots, 12)]).toEqual([1, 2, null]);
    slots = toggled(slots, 15);
    expect(colorOf(slots, 15)).toBe(0);
  });

  it('is never more than there are colours', () => {
    let slots: Slots = [];
    for (let id = 1; id <= mostCompared + 3; id += 1) slots = toggled(slots, id);
    expect(slots.filter((id) => id !== null)).toHaveLength(mostCompared);
    expect(colorOf(slots, mostCompared + 3)).toBe(mostCompared - 1);
  });

  it('begins with the newest two that have learned something, one that was asked for first', () => {
    const runs = [15, 14, 13, 12].map((id) => ({ id, epochsDone: id === 15 ? 0 : 3 }));
    expect([firstSlots(runs, null), firstSlots(runs, 12), firstSlots(runs, 99), firstSlots([], null)]).toEqual([
      [14, 13],
      [12, 14],
      [14, 13],
      [],
    ]);
  });

  it('tells runs of one name apart', () => {
    const names = distinctNames([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
      { id: 3, name: 'a' },
    ]);
    expect([...names.values()]).toEqual(['a (1)', 'b', 'a (3)']);
  });
});
