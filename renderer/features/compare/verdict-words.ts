import { significant } from '#app/numbers.ts';
import { figureText, type Measure } from '#app/runs/measure.ts';

const points = (share: number): string => (share * 100).toFixed(1);
/** A difference of errors needs fewer digits than an error. */
const off = (error: number): string => significant(error, 2);

/** A lead with what it must exceed: "0.7 ± 0.4 points", "1.2 ± 0.50 of mean absolute error"; `part`: "0.7 points of validation accuracy". */
export function leadWords(measure: Measure, lead: number, margin: number | null, part?: string): string {
  const write = measure === 'accuracy' ? points : off;
  const figure = `${write(lead)}${margin === null ? '' : ` ± ${write(margin)}`}`;
  const of = part === undefined ? '' : `${part} `;
  if (measure === 'error') return `${figure} of ${of}mean absolute error`;
  return part === undefined ? `${figure} points` : `${figure} points of ${of}accuracy`;
}

/** How far repetitions lie apart: what is luck. */
export function spreadWords(measure: Measure, figures: readonly number[]): string {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  const mean = figures.reduce((sum, value) => sum + value, 0) / figures.length;
  const begin = `${figures.length} runs that differ by nothing but their seed`;
  const reached =
    measure === 'accuracy'
      ? `reach ${points(least)} to ${points(most)} % of validation accuracy, ${points(mean)} % in the mean`
      : `come to a mean absolute error of ${figureText(measure, least)} to ${figureText(measure, most)} on the validation part, ${figureText(measure, mean)} in the mean`;
  return `${begin} ${reached}. A lead smaller than that spread is luck.`;
}
