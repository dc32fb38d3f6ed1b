import type { DrawnStep } from '#app/data/texts/task-sample.ts';

/** Sizes of the drawing, px: columns of steps and of what stands for several, and its rows from above. */
export const sizes = {
  step: 92,
  several: 68,
  box: 76,
  boxHeight: 26,
  answer: 2,
  cell: 52,
  cellHeight: 34,
  input: 110,
  code: 152,
  height: 158,
} as const;

/** A column of the drawing and where its middle is. */
export interface Column {
  drawn: DrawnStep;
  middle: number;
  width: number;
}

/** Lays columns side by side; `width` of them all. */
export function laidOut(drawn: readonly DrawnStep[]): { columns: Column[]; width: number } {
  let at = 0;
  const columns = drawn.map((one): Column => {
    const width = one.kind === 'step' ? sizes.step : sizes.several;
    at += width;
    return { drawn: one, middle: at - width / 2, width };
  });
  return { columns, width: at };
}

const most = 9;

/** A token so that it fits a box: spaces made visible, what is too long cut. */
export function boxText(token: string): string {
  const visible = token.replace(/^ +$/, (spaces) => '␣'.repeat(spaces.length)).replaceAll('\n', '↵');
  const characters = [...visible];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : visible;
}
