import { wholeRows } from '../../data/columns/missing-values.ts';
import { isConstant, momentsOf } from '../../data/columns/moments.ts';
import { appError } from '../../errors.ts';
import { LeastSquares } from './least-squares.ts';

/** What linear regression found; plain data. */
export interface LinearModel {
  /** Of each output: a weight for each input, and what is added. */
  outputs: { weights: number[]; intercept: number }[];
  /** Inputs, by place, that the others tell: a ridge holds their weights at 0, which costs no accuracy. The user is to be told. */
  heldBack: number[];
}

/** A column that reaches less far out of the span of those before it, in deviations, is taken to lie in it. */
const inSpan = 1e-10;

/**
 * The weights and intercepts with the least squared error; inputs and targets are columns of [rows]. Rows with a missing value are
 * left out; throws `rows-with-missing` where none is left. As scikit-learn's LinearRegression, which gives the shortest of the
 * weights that are equally good where inputs depend on each other: the answers are the same on rows that keep to that.
 */
export function fitLinear(inputs: readonly Float64Array[], targets: readonly Float64Array[]): LinearModel {
  const columns = [...inputs, ...targets];
  const cells = columns[0]?.length ?? 0;
  const rows = wholeRows(columns, cells);
  if (rows.length === 0) throw appError('rows-with-missing', { rows: cells });
  // Brought to one size first, so that "how far out of the span" means the same for all; a constant input says nothing.
  const moments = columns.map((column) => momentsOf(Float64Array.from(rows, (row) => column[row] ?? 0)));
  const sizes = moments.map((each) => (isConstant(each) ? 1 : Math.sqrt(each.variance)));
  const scaled = (place: number, row: number) => ((columns[place]?.[row] ?? 0) - (moments[place]?.mean ?? 0)) / (sizes[place] ?? 1);

  const squares = new LeastSquares(inputs.length, targets.length);
  const line = new Float64Array(columns.length);
  for (const row of rows) {
    for (let place = 0; place < line.length; place += 1) line[place] = scaled(place, row);
    squares.add(line);
  }
  const heldBack = squares.dependent(inSpan * Math.sqrt(rows.length));
  for (const place of heldBack) squares.holdBack(place, Math.sqrt(rows.length));
  const solved = squares.solve();
  const outputs = targets.map((_, output) => {
    const at = inputs.length + output;
    const weights = inputs.map((_, place) => ((solved[place * targets.length + output] ?? 0) * (sizes[at] ?? 1)) / (sizes[place] ?? 1));
    const told = weights.reduce((sum, weight, place) => sum + weight * (moments[place]?.mean ?? 0), 0);
    return { weights, intercept: (moments[at]?.mean ?? 0) - told };
  });
  return { outputs, heldBack };
}

/** Answers for inputs, columns of [rows] in the order of fitting: one column an output. NaN where an input is missing. */
export function answerLinear({ outputs }: LinearModel, inputs: readonly Float64Array[]): Float64Array[] {
  return outputs.map(({ weights, intercept }) => {
    const answers = new Float64Array(inputs[0]?.length ?? 0).fill(intercept);
    for (const [place, column] of inputs.entries()) {
      for (const [row, value] of column.entries()) answers[row] = (answers[row] ?? 0) + (weights[place] ?? 0) * value;
    }
    return answers;
  });
}
