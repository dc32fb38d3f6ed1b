import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { fakeNumbers, fakeScore } from '../../helpers/fake-numbers.ts';
import { rowsOf } from '../../helpers/table-rows.ts';
import NumberResultsInFrame from './NumberResultsInFrame.svelte';

const show = (numbers = fakeNumbers(), inTime = false, score = fakeScore(6287)) =>
  render(NumberResultsInFrame, { score, numbers, inTime, wide: true });
const day = 86_400_000;
const forecast = (item: number, series: string) => ({
  item,
  line: null,
  series,
  time: item * day,
  actual: 100 + item,
  predicted: 101 + item,
  low: 95,
  high: 110,
});

const unusual = (item: number, series: string | null = null) => ({
  item,
  row: item,
  line: null,
  series,
  time: item * day,
  actual: 100,
  predicted: 40 + item,
  score: 9 - item,
});

describe('answers in numbers', () => {
  it('of a table stand against what is true, read point by point from the least on, beside plain ways to answer', async () => {
    show();
    expect(screen.getByRole('region', { name: 'Verdict' }).textContent).toContain('Off by 6,287 EUR on average');
    expect(rowsOf(screen.getByRole('region', { name: 'Baselines' }))).toEqual([
      ['This run', '6,287', '0.900'],
      ['Linear regression on the same inputs', '15,817', '0.500'],
    ]);
    const region = screen.getByRole('region', { name: 'Answer against actual' });
    const picture = within(region).getByRole('img');
    expect(picture.querySelectorAll('circle')).toHaveLength(3);
    await fireEvent.keyDown(picture, { key: 'ArrowRight' });
    await within(region).findByText('Row 2: is 100,000 EUR, the answer is 105,000 EUR');
    expect(screen.queryByRole('region', { name: /Targets|Error by step|Unusually/ })).toBeNull();
  });

  it('of series stand over time, one series at a time, with their ranges', async () => {
    const points = [forecast(0, 'Ulm'), forecast(1, 'Ulm'), forecast(2, 'Bonn')];
    const intervals = { share: 0.8, coverage: 0.784, width: 12.2, pinball: 1 };
    show(fakeNumbers({ points, intervals, steps: [1, 3] }), true, fakeScore(2, { mase: 0.8 }));
    const region = screen.getByRole('region', { name: 'Forecast over time' });
    expect(region.textContent).toContain('range of 80 %');
    expect(within(region).getByRole('img').getAttribute('aria-label')).toMatch(/2 steps/);
    await fireEvent.keyDown(within(region).getByRole('img'), { key: 'End' });
    await within(region).findByText('1970-01-02: was 101.0 EUR, forecast 102.0 EUR, 95.00 to 110.0 EUR');
    expect(screen.getByRole('region', { name: 'Verdict' }).textContent).toContain('Ranges of 80 % hold 78.4 % of the values');
    const steps = within(screen.getByRole('region', { name: 'Error by step' })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent?.replace(/\s+/g, ' ').trim())).toEqual(['1 1.000', '2 3.000']);
  });

  it('for several targets stand for each in its own unit', () => {
    const targets = ['price (EUR)', 'area (m2)'].map((name, place) => ({
      name,
      unit: ['EUR', 'm2'][place] ?? null,
      score: fakeScore(place + 1),
    }));
    show(fakeNumbers({ targets }));
    expect(rowsOf(screen.getByRole('region', { name: 'Targets' })).map((row) => row.slice(0, 2))).toEqual([
      ['price (EUR)', '1.000 EUR'],
      ['area (m2)', '2.000 m2'],
    ]);
  });

  it('that lie unusually far off are listed, the farthest first, a few at first', async () => {
    show(fakeNumbers({ anomalies: Array.from({ length: 9 }, (_, item) => unusual(item)) }));
    const region = screen.getByRole('region', { name: 'Unusually far off' });
    expect(rowsOf(region)).toHaveLength(5);
    expect(rowsOf(region)[0]).toEqual(['1970-01-01', '100.0 EUR', '40.00 EUR', '60.00 EUR']);
    await fireEvent.click(within(region).getByRole('button', { name: 'Show all 9' }));
    expect(rowsOf(region)).toHaveLength(9);
  });

  it('that lie unusually far off are ringed where they are of the series that is shown, and named by it', async () => {
    const points = [forecast(0, 'Ulm'), forecast(1, 'Ulm'), forecast(2, 'Bonn')];
    const anomalies = [unusual(0, 'Ulm'), unusual(2, 'Bonn'), unusual(1, 'Ulm')];
    show(fakeNumbers({ points, anomalies }), true, fakeScore(2, { mase: 0.8 }));
    expect(rowsOf(screen.getByRole('region', { name: 'Unusually far off' })).map((row) => row[1])).toEqual(['Ulm', 'Bonn', 'Ulm']);
    const region = screen.getByRole('region', { name: 'Forecast over time' });
    expect(within(region).getByRole('img').querySelectorAll('.plot-unusual')).toHaveLength(2);
    expect(region.textContent).toContain('unusually far off');
  });
});
