import type { Level, Mark, Series } from './series.ts';

/** What the plot shows; each change redraws, nothing moves. */
export interface Picture {
  /** What x counts; stands at the axis. */
  xTitle: string;
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
