import { z } from 'zod';

export const bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
export type Bounds = z.infer<typeof bounds>;

/** How the window stood when it was closed. */
export const windowState = z.object({ bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof windowState>;

export const smallest = { width: 960, height: 600 };
const usual = { width: 1360, height: 860 };

const overlap = (a: Bounds, b: Bounds): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const between = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** Where the window opens: as it was left, moved and shrunk into the screen it is most on; in the middle of the first one otherwise. */
export function openingBounds(state: WindowState | null, screens: readonly Bounds[]): Bounds {
  const [first = { x: 0, y: 0, ...usual }] = screens;
  const left = state?.bounds;
  const screen =
    left === undefined ? first : screens.reduce((best, each) => (overlap(left, each) > overlap(left, best) ? each : best), first);
  const lost = left === undefined || overlap(left, screen) === 0;
  const width = Math.min(Math.max(left?.width ?? usual.width, smallest.width), screen.width);
  const height = Math.min(Math.max(left?.height ?? usual.height, smallest.height), screen.height);
  if (lost)
    return { x: screen.x + Math.round((screen.width - width) / 2), y: screen.y + Math.round((screen.height - height) / 2), width, height };
  return {
    x: between(left.x, screen.x, screen.x + screen.width - width),
    y: between(left.y, screen.y, screen.y + screen.height - height),
    width,
    height,
  };
}

/** What a file says of the window; null for anything that is not that. */
export function readWindowState(text: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
