import { describe, expect, it } from 'vitest';
import { columnTrack, type RoomAsked } from '#renderer/features/data/tables/column-room.ts';

/** Least and most px of a column's track. */
function track(asked: Partial<RoomAsked>): [number, number] {
  const text = columnTrack({ name: 'area', mark: undefined, cells: ['12'], whole: false, least: 72, most: 160, ...asked });
  const [, least = '', most = ''] = /^minmax\((\d+)px, (\d+)px\)$/.exec(text) ?? [];
  return [Number(least), Number(most)];
}
const long = 'measured concentration of dissolved matter';

describe('the room of a column', () => {
  it('lies between its bounds, and grows to three times as much', () => {
    expect(track({})).toEqual([72, 216]);
    expect(track({ name: long })).toEqual([160, 480]);
    expect(track({ cells: [long] })).toEqual([160, 480]);
  });

  it('holds a mark beside the name', () => {
    expect(track({ name: 'sold', mark: 'learned', least: 0 })[0]).toBeGreaterThan(track({ name: 'sold', least: 0 })[0] + 40);
  });

  it('shows every digit of a number, but no more of its name', () => {
    const [wide] = track({ name: long, cells: ['-698015773000000000'], whole: true });
    expect(wide).toBeGreaterThan(19 * 8);
    expect(track({ name: long, whole: true })[0]).toBe(160);
  });
});
