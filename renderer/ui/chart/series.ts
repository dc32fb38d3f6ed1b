/** Numbers by place; typed arrays are best. */
export type Numbers = ArrayLike<number>;

/** One line of a chart. x rises; y may hold NaN, which breaks the line. Arrays are replaced, not changed. */
export interface Series {
  /** Unique in the chart, and what the legend says. */
  name: string;
  x: Numbers;
  y: Numbers;
  /** Which of the six colours, 0 to 5. Colour is never alone: dash and marker go with it. */
  color: number;
  /** Which dash, 0 (solid) to 5; without it, the colour's. */
  dash?: number;
  /** Never smoothed: a curve of few points, like one by epoch. */
  exact?: boolean;
}

/** A level to compare with: "majority 27 %". */
export interface Level {
  name: string;
  value: number;
}

/** A point that has a name: "best, epoch 6". */
export interface Mark {
  series: string;
  x: number;
  name: string;
}

export const dashes: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [10, 3, 2, 3], [14, 4], [4, 2, 1, 2]];
export const markers = ['circle', 'rectRot', 'triangle', 'rect', 'star', 'crossRot'] as const;

/** The dash of a series. */
export const dashOf = (series: Pick<Series, 'color' | 'dash'>): number => (series.dash ?? series.color) % dashes.length;
