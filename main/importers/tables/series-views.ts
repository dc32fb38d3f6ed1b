import type { SeriesLine, SeriesShape } from '#app/contract/profiles.ts';
import { autocorrelation, whiteNoiseBand } from '#app/data/series/autocorrelation.ts';
import { type Interval, intervalWords } from '#app/data/series/interval.ts';
import { drawnLine } from '#app/data/series/line.ts';
import { knownValues } from '#app/data/series/season.ts';
import { seasonalDecomposition } from '#app/data/series/seasonal-decomposition.ts';
import { type Spectrum, spectrum } from '#app/data/series/spectrum.ts';
import { spectrumPeaks } from '#app/data/series/spectrum-peaks.ts';
import { counted } from '#app/numbers.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';

/** Rows [from, to) of a column of numbers in a dataset's folder, at the times of another. */
interface Asked {
  folder: string;
  column: string;
  /** Null: row by row. */
  time: string | null;
  from: number;
  to: number;
}
export interface LineOrder extends Asked {
  points: number;
}
export interface ShapeOrder extends Asked {
  interval: Interval | null;
}

const mostPeaks = 5;
/** Points of each chart. */
const [spectrumPoints, decompositionPoints] = [800, 1200];
/** Lags that are shown: some seasons of the longest peak, within what the series tells and a chart shows. */
const [leastLags, mostLags, lagSeasons] = [40, 2000, 3];
/** A season must be seen twice to be told from the rest. */
const leastCycles = 2;

/** Draws the column as a line. Rejects with column-unknown, column-other, dataset-damaged. */
export async function lineOf({ points, ...asked }: LineOrder): Promise<SeriesLine> {
  const table = await openTable(asked.folder);
  const line = drawnLine(await table.numbers(asked.column, asked.from, asked.to), points);
  const rows = line.rows.map((row) => asked.from + row);
  return { rows, at: await timesAt(table, asked, rows), values: line.values };
}

/** Times of some rows; their places where there are no times. */
async function timesAt(table: StoredTable, { time, from, to }: Asked, rows: readonly number[]): Promise<number[]> {
  if (time === null) return [...rows];
  const times = await table.numbers(time, from, to);
  return rows.map((row) => times[row - from] ?? 0);
}

/** What repeats in the column. Missing values are as those before them. Rejects also with series-too-short. */
export async function shapeOf(asked: ShapeOrder): Promise<SeriesShape> {
  const table = await openTable(asked.folder);
  const values = knownValues(await table.numbers(asked.column, asked.from, asked.to));
  const found = spectrum(values);
  const peaks = spectrumPeaks(found, mostPeaks);
  const words = (period: number) =>
    asked.interval === null ? counted(Number(period.toPrecision(3)), 'row') : intervalWords(asked.interval, period);
  const lags = Math.max(leastLags, Math.round(lagSeasons * (peaks[0]?.period ?? 0)));
  const autocorrelations = autocorrelation(values, Math.min(lags, mostLags, values.length - 1));
  return {
    spectrum: thinnedSpectrum(found),
    peaks: peaks.map(({ period, share }) => ({ period, share, words: words(period) })),
    autocorrelation: { values: [...autocorrelations], band: whiteNoiseBand(values.length) },
    decomposition: await decompositionOf(
      table,
      asked,
      values,
      peaks.map(({ period }) => Math.round(period)),
      words,
    ),
  };
}

async function decompositionOf(
  table: StoredTable,
  asked: ShapeOrder,
  values: Float64Array,
  periods: readonly number[],
  words: (period: number) => string,
): Promise<SeriesShape['decomposition']> {
  const period = periods.find((each) => each > 1 && each * leastCycles <= values.length);
  if (period === undefined) return null;
  const { trend, seasonal, residual } = seasonalDecomposition(values, period, 'additive');
  // What is missing at the start was left out.
  const first = asked.to - values.length;
  const thinned = async (part: Float64Array) => {
    const line = drawnLine(part, decompositionPoints);
    return {
      at: await timesAt(
        table,
        asked,
        line.rows.map((row) => first + row),
      ),
      values: line.values,
    };
  };
  return {
    period,
    words: words(period),
    trend: await thinned(trend),
    season: oneSeason(seasonal, period),
    residual: await thinned(residual),
  };
}

/** From the first step to the one at which it begins again. */
function oneSeason(seasonal: Float64Array, period: number): { at: number[]; values: (number | null)[] } {
  const { rows, values } = drawnLine(seasonal.subarray(0, period + 1), decompositionPoints);
  return { at: rows, values };
}

/** Periods from the shortest on; bins are put together so that each covers an equal share of the scale of periods' logarithms. */
function thinnedSpectrum({ length, density }: Spectrum): SeriesShape['spectrum'] {
  const [periods, powers]: [number[], number[]] = [[], []];
  const width = Math.log(density.length) / spectrumPoints;
  let last = -1;
  for (let bin = density.length - 1; bin >= 1; bin -= 1) {
    const place = Math.floor(Math.log(length / bin) / width);
    const power = density[bin] ?? 0;
    const at = powers.length - 1;
    if (place !== last) {
      periods.push(length / bin);
      powers.push(power);
      last = place;
    } else if (power > (powers[at] ?? 0)) {
      periods[at] = length / bin;
      powers[at] = power;
    }
  }
  return { periods, density: powers };
}
