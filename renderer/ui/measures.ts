import { significant } from '#app/numbers.ts';
import { figureText, type Measure } from '#app/runs/measure.ts';
import { figure, percent, shortPercent } from './format.ts';

/** A number in its own unit beside an axis: 50000 → "50,000", 0.5 → "0.5". */
export function axisNumber(value: number): string {
  return Math.abs(value) >= 1000 ? significant(value) : figure(value, 4);
}

/** How a chart shows a measure. */
export interface MeasureChart {
  goal: 'high' | 'low';
  logTool: boolean;
  yMin?: number;
  yMax?: number;
  format: (value: number) => string;
  /** What the plain answer is called beside the curves: "majority 27 %". */
  level: (baseline: number) => string;
}

export const measureCharts: Readonly<Record<Measure, MeasureChart>> = {
  accuracy: {
    goal: 'high',
    logTool: false,
    yMin: 0,
    yMax: 1,
    format: shortPercent,
    level: (baseline) => `majority ${percent(baseline, 0)}`,
  },
  error: {
    goal: 'low',
    logTool: false,
    yMin: 0,
    format: axisNumber,
    level: (baseline) => `baseline ${figureText('error', baseline)}`,
  },
};

/** The plain answer that a run is compared with: its name as a term, and what its figure says of one who gives it. */
export const plainAnswers: Readonly<Record<Measure, { term: string; name: string; says: string }>> = {
  accuracy: { term: 'majority', name: 'Majority', says: 'What one would get whose answer is' },
  error: { term: 'baseline', name: 'Baseline', says: 'How far off one would be whose answer is' },
};
