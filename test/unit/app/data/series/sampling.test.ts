import { expect, it } from 'vitest';
import { surveySampling } from '#app/data/series/sampling.ts';

it('finds nothing wrong with a regular series', () => {
  expect(surveySampling(Float64Array.of(0, 10, 20, 30), 3)).toEqual({
    ...{ interval: { unit: 'milliseconds', every: 10 }, outOfOrder: 0, doubles: 0, gaps: 0, missing: 0, longest: [], uneven: 0 },
  });
});

it('counts what is out of order, twice, missing and off the interval, and names the longest gaps', () => {
  // In order: 0 10 20 20 20 50 60 65 75 85 145
  const survey = surveySampling(Float64Array.of(0, 10, 20, 60, 20, 20, 50, 65, 75, 85, 145), 1);
  expect(survey).toEqual({
    interval: { unit: 'milliseconds', every: 10 },
    outOfOrder: 1,
    doubles: 2,
    gaps: 2,
    missing: 7,
    longest: [{ after: 85, before: 145, missing: 5 }],
    uneven: 1,
  });
});

it('takes no month for a gap because it is short', () => {
  const monthly = Float64Array.from({ length: 24 }, (_, month) => Date.UTC(2023, month, 1));
  expect(surveySampling(monthly, 5)).toMatchObject({ gaps: 0, uneven: 0 });
});
