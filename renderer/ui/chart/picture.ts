import type { Level, Mark, Series } from './series.ts';

/** What x is, where it is no count. */
export interface XScale {
  format: (x: number) => string;
  /** Marks of the axis from one end to the other; of a linear axis where absent. */
  ticks?: (from: number, to: number) => number[];
}

/** What the plot shows; each change redraws, nothing moves. */
export interface Picture {
  /** What x counts; stands at the axis. */
  xTitle: string;
  /** How x is written, and where its axis is marked; whole numbers where it is not said. */
  xScale: XScale | undefined;
  series: readonly Series[];
  levels: readonly Level[];
  marks: readonly Mark[];
  log: boolean;
  /** 0: not smoothed; below 1. */
  smoothing: number;
  /** x of the reading line; null: none. */
  cursor: number | null;
  yMin: number | undefined;
  yMax: number | undefined;
  format: (value: number) => string;
}

/** Colours as the canvas takes them. */
export interface Paint {
  series: readonly string[];
  text: string;
  muted: string;
  line: string;
  edge: string;
  surface: string;
  accent: string;
}
