import { figureText, type Measure } from '#app/runs/measure.ts';
import { figure, percent, shortPercent } from './format.ts';

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
    format: (value) => figure(value, 4),
    level: (baseline) => `baseline ${figureText('error', baseline)}`,
  },
};

/** The plain answer that a run is compared with: its name as a term, what it is, and what its figure says. */
export const plainAnswers: Readonly<Record<Measure, { term: string; name: string; is(one: string): string; says(one: string): string }>> = {
  accuracy: {
    term: 'majority',
    name: 'Majority',
    is: (one) => `always the most frequent ${one}`,
    says: (one) => `What one would get who answers always the most frequent ${one}`,
  },
  error: {
    term: 'baseline',
    name: 'Baseline',
    is: () => 'an answer without a model',
    says: () => 'How far off one would be who answers without a model',
  },
};
