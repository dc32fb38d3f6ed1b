import { describe, expect, it } from 'vitest';
import type { Graph } from '#app/graph/graph.ts';
import { drawnEdges, drawnNodes } from '#renderer/features/build/drawn.ts';
import { firstLook } from '#renderer/features/build/first-look.ts';
import { setApart, withRoom } from '#renderer/features/build/room.ts';

type Place = { x: number; y: number };
const graph = (nodes: Record<string, Place | null>, edges: string[]): Graph => ({
  version: 1,
  nodes: Object.entries(nodes).map(([id, position]) => ({ id, block: 'Dropout', params: {}, ...(position === null ? {} : { position }) })),
  edges: edges.map((edge) => ({ from: edge.split(' ')[0] ?? '', to: edge.split(' ')[1] ?? '' })),
});
const placeOf = ({ nodes }: Graph, id: string): Place | undefined => nodes.find((node) => node.id === id)?.position;

describe('room on the canvas', () => {
  it('leaves a graph without places to be laid out as a whole', () => {
    const free = graph({ a: null, b: null }, ['a b']);
    expect(withRoom(free, new Map([['a', { x: 5, y: 5 }]]))).toBe(free);
  });
  it('writes down where the others stood as soon as one has a place', () => {
    const placed = withRoom(graph({ a: { x: 0, y: 0 }, b: null }, ['a b']), new Map([['b', { x: 7, y: 300 }]]));
    expect(placeOf(placed, 'b')).toEqual({ x: 7, y: 300 });
  });
  it('puts a block between two and moves all behind it down, not what stands beside', () => {
    const before = graph({ a: { x: 0, y: 0 }, b: { x: 0, y: 88 }, c: { x: 0, y: 176 }, side: { x: 400, y: 88 } }, [
      'a new',
      'new b',
      'b c',
      'a side',
    ]);
    const after = withRoom({ ...before, nodes: [...before.nodes, { id: 'new', block: 'Dropout', params: {} }] }, new Map());
    expect(['new', 'b', 'c'].map((id) => placeOf(after, id)?.y)).toEqual([88, 176, 264]);
    expect(placeOf(after, 'side')).toEqual({ x: 400, y: 88 });
  });
  it('moves nothing where there is room already', () => {
    const before = graph({ a: { x: 0, y: 0 }, b: { x: 0, y: 400 }, new: null }, ['a new', 'new b']);
    expect(placeOf(withRoom(before, new Map()), 'b')).toEqual({ x: 0, y: 400 });
  });
  it('puts a second branch beside the first', () => {
    const before = graph({ a: { x: 0, y: 0 }, b: { x: 0, y: 88 }, new: null }, ['a b', 'a new']);
    expect(placeOf(withRoom(before, new Map()), 'new')).toEqual({ x: 256, y: 88 });
  });
  it('does not loop in a graph that closes a circle', () => {
    const circle = graph({ a: { x: 0, y: 0 }, b: null, c: null }, ['a b', 'b c', 'c b']);
    expect(withRoom(circle, new Map()).nodes.every((node) => node.position !== undefined)).toBe(true);
  });
  it('moves copies aside together', () => {
    const copied = setApart(graph({ a: { x: 0, y: 0 }, b: { x: 0, y: 88 }, a2: { x: 32, y: 32 }, b2: { x: 32, y: 120 } }, []), [
      'a2',
      'b2',
    ]);
    expect(placeOf(copied, 'a')).toEqual({ x: 0, y: 0 });
    expect((placeOf(copied, 'a2')?.x ?? 0) - 208).toBeGreaterThanOrEqual(0);
    expect(placeOf(copied, 'b2')?.x).toBe(placeOf(copied, 'a2')?.x);
  });
});

describe('what is drawn', () => {
  it('is each block once, from the top down', () => {
    const twice = graph({ low: { x: 0, y: 100 }, high: { x: 0, y: 0 } }, []);
    const places = new Map(twice.nodes.map(({ id, position }) => [id, position ?? { x: 0, y: 0 }]));
    expect(drawnNodes({ ...twice, nodes: [...twice.nodes, ...twice.nodes] }, places)).toEqual(['high', 'low']);
  });
  it('is each wire once, between blocks that are there', () => {
    expect(drawnEdges(graph({ a: null, b: null }, ['a b', 'a b', 'gone b', 'a gone']))).toEqual([{ from: 'a', to: 'b' }]);
  });
});

describe('the first look', () => {
  const size = { width: 700, height: 560 };
  it('shows a small model whole, in the middle, on whole pixels', () => {
    const { x, y, zoom } = firstLook(new Map([['a', { x: 0, y: 0 }]]), size);
    expect({ x, y, zoom }).toEqual({ x: 246, y: 252, zoom: 1 });
  });
  it('shows the upper end of a long one, large enough to read', () => {
    const long = new Map(Array.from({ length: 30 }, (_, n) => [`n${n}`, { x: 0, y: n * 88 }] as const));
    const { y, zoom } = firstLook(long, size);
    expect(zoom).toBeGreaterThanOrEqual(0.85);
    expect(y).toBe(32);
  });
});
