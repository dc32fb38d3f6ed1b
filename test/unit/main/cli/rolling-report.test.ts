import { expect, it } from 'vitest';
import { rollingReport } from '#main/cli/rolling-report.ts';
import { fakeRolling } from '#test/helpers/fake-numbers.ts';

it('tells rolling origins by origin and by step ahead, each with its deviation', () => {
  expect(rollingReport('Run 7', fakeRolling()).split('\n')).toEqual([
    'At 4 rolling origins, 7 rows apart, each forecasting 3 steps; nothing is fitted anew',
    '',
    'over all origins              MAE  ± over origins',
    'Run 7                       10.00           2.500',
    'Last value again            40.00           10.00',
    'The value a season earlier  11.00           2.750',
    '',
    'known up to  Run 7  last-value  seasonal-naive',
    '1970-01-01   8.000       32.00           7.000',
    '1970-01-08   9.000       36.00           12.00',
    '1970-01-15   11.00       44.00           12.00',
    '1970-01-22   12.00       48.00           13.00',
    '',
    'step ahead          Run 7     last-value  seasonal-naive',
    '         1  5.000 ± 1.250  20.00 ± 5.000   5.500 ± 1.375',
    '         2  10.00 ± 2.500  40.00 ± 10.00   11.00 ± 2.750',
    '         3  15.00 ± 3.750  60.00 ± 15.00   16.50 ± 4.125',
  ]);
});

it('numbers origins without a time, and says what is left out and what overlaps', () => {
  const told = rollingReport('Run 7', fakeRolling({ every: 1, series: 2, leftOut: ['Kiel'], times: [null, null, null, null] }));
  expect(told).toContain('At 4 rolling origins, 1 row apart in each of 2 series, each forecasting 3 steps');
  expect(told).toContain(
    'Left out, with fewer windows than origins: Kiel\nForecasts overlap: what one origin is off by, the next may be too\n',
  );
  expect(told).toMatch(/\n1 +8\.000/);
});
