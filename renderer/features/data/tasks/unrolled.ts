import type { DrawnStep } from '#app/data/texts/task-sample.ts';

/** Sizes of the drawing, px: columns of steps (as wide as there is room) and of what stands for several, and its rows from above. */
export const sizes = {
  step: 92,
  widestStep: 148,
  several: 68,
  /** Between the boxes of two steps. */
  gap: 16,
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

/** Lays columns side by side, over the room there is; `width` of them all, `box` of a step's. */
export function laidOut(drawn: readonly DrawnStep[], room = 0): { columns: Column[]; width: number; box: number } {
  const steps = drawn.filter((one) => one.kind === 'step').length;
  const left = (room - (drawn.length - steps) * sizes.several) / Math.max(1, steps);
  const step = Math.min(sizes.widestStep, Math.max(sizes.step, Math.floor(left)));
  let at = 0;
  const columns = drawn.map((one): Column => {
    const width = one.kind === 'step' ? step : sizes.several;
    at += width;
    return { drawn: one, middle: at - width / 2, width };
  });
  return { columns, width: at, box: step - sizes.gap };
}

/** A letter of the code font, px. */
const letter = 7.2;
/** What a box is wider by than its text. */
const padding = 11;

/** Letters that a box of so many px holds. */
export const lettersIn = (box: number): number => Math.max(1, Math.floor((box - padding) / letter));

/** The box of the answer to a whole text: as wide as it needs and there is room for, over its step. */
export function answerBox(
  answer: string,
  { middle, width, box }: { middle: number; width: number; box: number },
): { x: number; width: number } {
  const wide = Math.min(width - 4, Math.max(box, [...answer].length * letter + padding + 1));
  return { x: Math.min(width - 2 - wide, Math.max(2, middle - wide / 2)), width: wide };
}

/** A token so that it fits a box: spaces made visible, what is too long cut. */
export function boxText(token: string, most = 9): string {
  const visible = token.replace(/^ +$/, (spaces) => '␣'.repeat(spaces.length)).replaceAll('\n', '↵');
  const characters = [...visible];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : visible;
}
