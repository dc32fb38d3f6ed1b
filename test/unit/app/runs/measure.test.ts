import { expect, it } from 'vitest';
import { figureOf, figureText, judgedText, leadOf, measureOf, metricsOf } from '#app/runs/measure.ts';

it('follows from what is answered', () => {
  const answers = ['item', 'step', 'next', 'labels', 'numbers'] as const;
  expect(answers.map((each) => measureOf({ answers: each }))).toEqual(['accuracy', 'accuracy', 'accuracy', 'accuracy', 'error']);
  expect(measureOf({})).toBe('accuracy');
});

it('puts a figure where it belongs and finds it again, also where it is 0', () => {
  expect(metricsOf('error', 1, 0)).toEqual({ loss: 1, accuracy: null, error: 0 });
  expect(metricsOf('accuracy', 1, 0)).toEqual({ loss: 1, accuracy: 0, error: null });
  expect([figureOf(metricsOf('error', 1, 0)), figureOf(metricsOf('accuracy', 1, 0.5))]).toEqual([0, 0.5]);
});

it('is written in its own words', () => {
  expect([figureText('accuracy', 0.9123), figureText('error', 12.3456)]).toEqual(['91.2 %', '12.35']);
  expect([judgedText({ accuracy: 0.9123, error: null }), judgedText({ accuracy: null, error: 1234.5 })]).toEqual(['91.2 %', 'MAE 1,235']);
});

it('leads upwards for accuracies and downwards for errors', () => {
  expect([leadOf('accuracy', 0.75, 0.5), leadOf('error', 10, 12)]).toEqual([0.25, 2]);
});
