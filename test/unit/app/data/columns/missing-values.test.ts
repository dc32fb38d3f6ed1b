import { expect, it } from 'vitest';
import { fillMissing, fitMissing, type MissingRule, missingState, wholeRows } from '#app/data/columns/missing-values.ts';

const nan = Number.NaN;
const train = Float64Array.of(1, nan, 2, 2, nan, 1, 9);
const later = Float64Array.of(nan, 5, nan);

it.each<[MissingRule, number[]]>([
  [{ kind: 'mean' }, [3, 5, 3]],
  [{ kind: 'median' }, [2, 5, 2]],
  // 1 and 2 come twice each.
  [{ kind: 'most-frequent' }, [1, 5, 1]],
  [{ kind: 'mark', value: -1 }, [-1, 5, -1]],
  [{ kind: 'forward' }, [nan, 5, 5]],
  [{ kind: 'drop' }, [nan, 5, nan]],
])('fills %o by what was fitted to the training part', (rule, filled) => {
  const state = fitMissing(rule, train);
  expect(fillMissing(missingState.parse(JSON.parse(JSON.stringify(state))), later)).toEqual(Float64Array.from(filled));
});

it('fills forward from the value above the first one', () => {
  expect(fillMissing({ kind: 'forward' }, later, 4)).toEqual(Float64Array.of(4, 5, 5));
});

it('treats an infinite cell as missing', () => {
  expect(fillMissing({ kind: 'value', value: 7 }, Float64Array.of(Number.POSITIVE_INFINITY))).toEqual(Float64Array.of(7));
});

it('says so where there is nothing to fit to', () => {
  expect(() => fitMissing({ kind: 'median' }, Float64Array.of(nan, nan))).toThrow(
    'must have one in the training part; got none in 2 cells',
  );
});

it('drops rows that lack a value in any of the columns', () => {
  expect(wholeRows([Float64Array.of(1, nan, 3, 4), Float64Array.of(1, 2, 3, Number.NEGATIVE_INFINITY)], 4)).toEqual(Int32Array.of(0, 2));
});
