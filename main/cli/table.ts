import type { Metrics } from '#app/contract/runs.ts';
import { judgedText } from '#app/runs/measure.ts';

/** A column of a table: how it is headed, and whether figures stand at its right. */
export interface Column<T> {
  head: string;
  right?: boolean;
  cell(row: T): string | number;
}

const segments = new Intl.Segmenter();
// Chinese, Japanese, Korean and emoji take two places in a terminal.
const wide = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;
const control = /\p{Cc}/gu;

const places = (text: string): number => [...segments.segment(text)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);

/** Names come from anywhere: without their control characters they cannot write over the screen. */
const printable = (value: string | number): string => String(value).replaceAll(control, '·');

/** Rows in aligned columns, two blanks apart, headed. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => columns.map((column) => printable(column.cell(row))))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => places(line[at] ?? ''))));
  const pad = (text: string, at: number): string => {
    const blanks = ' '.repeat((widths[at] ?? 0) - places(text));
    return columns[at]?.right ? blanks + text : text + blanks;
  };
  return cells.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** 0.9132 as 91.3 %; a figure that is not there as –. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;

/** What a model is judged by beside its loss: 91.3 %, or an error in the target's own unit as MAE 12.35. */
export const judged = (metrics: Metrics | null): string => (metrics === null ? '–' : judgedText(metrics));

/** A loss or another plain figure. */
export const figure = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : value.toPrecision(4));
