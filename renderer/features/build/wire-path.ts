import type { Position } from '#app/graph/edits/add.ts';

/** A block's place on the canvas, px. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How far a wire runs straight out of a block and into one, how far it stays from those it passes, how round its corners are. */
const stub = 14;
const apart = 20;
const radius = 8;

/**
 * The way of a wire from a block's foot to another's head as an SVG path of right angles: straight where it can be, bent
 * once between them, else along a lane beside the blocks in between, so that no wire hides behind a block it has nothing to
 * do with. `boxes` are the other blocks.
 */
export function wirePath(from: Position, to: Position, boxes: readonly Box[]): string {
  const down = to.y >= from.y;
  const near = boxes.filter((box) => box.bottom > Math.min(from.y, to.y) && box.top < Math.max(from.y, to.y));
  const straight = Math.abs(from.x - to.x) < 1 ? [[from, to]] : [];
  const middle = to.y - from.y >= 8 ? [(from.y + to.y) / 2] : [];
  const bends = to.y - from.y >= 3 * stub ? [...middle, to.y - stub, from.y + stub] : middle;
  const ways = down ? [...straight, ...bends.map((y) => [from, { x: from.x, y }, { x: to.x, y }, to])] : [];
  const free = ways.find((way) => !crosses(way, near)) ?? alongLane(from, to, near) ?? ways[0] ?? [from, to];
  return rounded(free);
}

/** Out, beside everything in between, and in again; on the side that is nearer. Undefined where blocks lie so close that there is no way. */
function alongLane(from: Position, to: Position, boxes: readonly Box[]): Position[] | undefined {
  const ends = to.y >= from.y ? [] : [from.x, to.x].map((x) => ({ left: x - 104, right: x + 104 }));
  const lanes = [...boxes, ...ends].flatMap((box) => [box.left - apart, box.right + apart]);
  const far = (x: number) => Math.abs(x - from.x) + Math.abs(x - to.x);
  const way = (x: number) => [
    from,
    { x: from.x, y: from.y + stub },
    { x, y: from.y + stub },
    { x, y: to.y - stub },
    { x: to.x, y: to.y - stub },
    to,
  ];
  return lanes
    .toSorted((a, b) => far(a) - far(b))
    .map(way)
    .find((each) => !crosses(each, boxes));
}

const crosses = (way: readonly Position[], boxes: readonly Box[]): boolean =>
  way.some((end, index) => {
    const start = way[index - 1];
    if (start === undefined) return false;
    const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
    const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
    return boxes.some((box) => right > box.left && left < box.right && bottom > box.top && top < box.bottom);
  });

/** The points joined by lines, corners rounded as far as there is room. */
function rounded(points: readonly Position[]): string {
  const parts = points.map((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined) return `M${point.x} ${point.y}`;
    if (after === undefined) return `L${point.x} ${point.y}`;
    const room = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const start = towards(point, before, room);
    const end = towards(point, after, room);
    return `L${start.x} ${start.y}Q${point.x} ${point.y} ${end.x} ${end.y}`;
  });
  return parts.join('');
}

const distance = (a: Position, b: Position): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
const towards = (point: Position, other: Position, by: number): Position => ({
  x: point.x + Math.sign(other.x - point.x) * by,
  y: point.y + Math.sign(other.y - point.y) * by,
});
