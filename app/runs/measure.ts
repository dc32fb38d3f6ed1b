import { z } from 'zod';
import type { BlockContext } from '../blocks/block.ts';
import { significant } from '../numbers.ts';

/** What a model is judged by beside its loss: the share of right answers, or how far off its numbers are. */
export const measure = z.enum(['accuracy', 'error']);
export type Measure = z.infer<typeof measure>;

/** Of metrics, the part beside the loss: one of the two is null. */
interface Figures {
  accuracy: number | null;
  error: number | null;
}

/** What each is called. */
export const measureNames: Readonly<Record<Measure, string>> = { accuracy: 'Accuracy', error: 'Mean absolute error' };

/** A figure as it is read: an accuracy as "91.3 %", an error as "12.35" or "12.35 EUR", in the target's own unit. */
export const figureText = (measure: Measure, figure: number, unit: string | null = null): string =>
  measure === 'accuracy' ? `${(figure * 100).toFixed(1)} %` : `${significant(figure)}${unit === null ? '' : ` ${unit}`}`;

/** The figure of metrics where its name does not stand beside it: "91.3 %", "MAE 12.35". */
export const judgedText = ({ accuracy, error }: Figures): string =>
  error === null ? figureText('accuracy', accuracy ?? Number.NaN) : `MAE ${figureText('error', error)}`;

/** What answers of this kind are judged by; where there are several heads, the first of them. */
export const measureOf = ({ answers, heads }: Pick<BlockContext, 'answers' | 'heads'>): Measure =>
  (heads?.[0]?.answers ?? answers) === 'numbers' ? 'error' : 'accuracy';

/** Loss with the one figure of its measure; the other is null. */
export const metricsOf = (measure: Measure, loss: number, figure: number) => ({
  loss,
  accuracy: measure === 'accuracy' ? figure : null,
  error: measure === 'error' ? figure : null,
});

/** The figure beside the loss, whichever it is; NaN without one. */
export const figureOf = ({ accuracy, error }: Figures): number => accuracy ?? error ?? Number.NaN;

/** By how much the first figure is better than the second; negative where it is worse. */
export const leadOf = (measure: Measure, one: number, other: number): number => (measure === 'accuracy' ? one - other : other - one);
