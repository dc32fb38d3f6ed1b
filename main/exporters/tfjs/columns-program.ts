import { type FittedColumns, rowParts } from '#app/data/columns/fitted.ts';

/**
 * rows.mjs of a TF.js export of tables and series: the way of raw rows to the network, and of its answers back to their own units, in
 * nothing but the platform's own JavaScript; the way of texts among them is in texts.mjs. The proof of an export runs it;
 * rows-program.test.ts (test/unit/main/exporters) holds it to what the app makes of the same columns.
 */
export const rowsProgram = (fitted: Pick<FittedColumns, 'inputs'>): string => `${rows}${hasTexts(fitted) ? textColumns : ''}`;

/** Whether texts go in, whose way is a program of its own. */
export const hasTexts = (fitted: Pick<FittedColumns, 'inputs'>): boolean => rowParts(fitted).some(({ data }) => data.kind === 'tokens');

/** The same for texts in the rows. */
const textColumns = String.raw`
import { textCoder } from './texts.mjs';

Object.assign(encoders, {
  text(column, cells) {
    const coder = textCoder(column);
    const missing = new Array(featuresOf(column)).fill(column.missing.kind === 'empty' ? 0 : NaN);
    return (row) => (cells[row] === null ? missing : coder.input(cells[row]));
  },
});
`;

const rows = String.raw`// Turns rows into what the network takes, and what it says into answers, as unfold.json says. Uses nothing but the platform's JavaScript.
//
//   const about = await (await fetch('unfold.json')).json();
//   const coder = rowsCoder(about);
//   const input = tf.tensor(coder.input(rows), [1, ...coder.shape], coder.dtype);
//   const answer = coder.answer(rows, await model.predict(input).data());
//
// "rows" is a list of objects, a cell a column, as {"height": 12.5, "kind": "rose", "day": "2026-11-30", "alive": true}; null is a
// cell that is missing. An image is {"pixels": …}, bytes of [height, width, channels] or base64 of them. How many rows there must be, "rows" in unfold.json says; more may stand above them.

export function rowsCoder(about) {
  const { preprocessing: settings, columns, rows: layout, targets = [], labels = [], input: given } = about;
  const isSeries = settings.kind === 'series';
  const shape = given.shape.slice(1);
  const knownAhead = settings.knownAhead ?? [];
  const shares = settings.quantiles?.length ? settings.quantiles : [null];
  const steps = isSeries ? settings.horizon : 1;
  const missing = new Set(about.missing);
  // Each head is a coder of its own.
  const heads = (about.heads ?? []).map(({ name, answers, outputs: { from, width }, targets: own = [], labels }) => ({
    name,
    answers,
    from,
    of: (said) => said.slice(from, from + width),
    coder: rowsCoder({ ...about, preprocessing: { ...settings, answers }, targets: targets.filter((target) => own.includes(target.name)), labels, heads: undefined }),
  }));
  const width = columns.reduce((sum, column) => sum + featuresOf(column), 0);
  const size = shape[shape.length - 1];

  /** The first row that goes in. */
  function startIn(rows) {
    const least = layout.before + layout.window + layout.ahead;
    if (!Array.isArray(rows) || rows.length < least) throw new Error('An answer needs ' + least + ' rows; got ' + (rows?.length ?? rows) + '.');
    return rows.length - layout.ahead - layout.window;
  }

  /** The cells of a column, those of the first "until" rows; what is not known ahead is not looked at in rows that are to come. */
  function cellsOf(rows, { name, type }, until) {
    return rows.slice(0, until).map((row, at) => {
      const cell = row[name];
      if (cell === undefined) throw new Error('Row ' + (at + 1) + ' must have "' + name + '"; null stands for a cell that is missing.');
      if (cell === null || missing.has(String(cell).trim())) return null;
      const value = readers[type](cell);
      if (value === null) throw new Error('"' + name + '" must be ' + kinds[type] + ' in row ' + (at + 1) + '; got ' + JSON.stringify(cell) + '.');
      return value;
    });
  }

  /** What the network takes of the last rows: as many numbers as "input" in unfold.json says, in one row. */
  function input(rows) {
    const start = startIn(rows);
    const numbers = new Float32Array(shape.reduce((product, each) => product * each, 1));
    let place = 0;
    for (const column of columns) {
      const ahead = knownAhead.includes(column.name) ? layout.ahead : 0;
      const featuresAt = encoders[column.kind](column, cellsOf(rows, column, start + layout.window + ahead));
      for (let step = 0; step < layout.window + ahead; step += 1) {
        const features = featuresAt(start + step);
        if (features.some(Number.isNaN)) throw new Error('"' + column.name + '" must have a value in row ' + (start + step + 1) + ', or above it where it is filled from there; got none.');
        numbers.set(features, step * size + place);
      }
      place += featuresOf(column);
    }
    // Where something is known ahead, each step says whether it is one that is forecast.
    for (let step = layout.window; step < layout.window + layout.ahead; step += 1) numbers[step * size + width] = 1;
    return numbers;
  }

  /** What the network says with its numbers in their own units: [steps, targets, quantiles] in one row, or head by head. */
  function numbers(rows, said) {
    if (heads.length > 0) {
      const all = Float64Array.from(said);
      for (const { answers, from, of, coder } of heads) if (answers === 'numbers') all.set(coder.numbers(rows, of(said)), from);
      return all;
    }
    if (settings.answers !== 'numbers') return Float64Array.from(said);
    const origin = startIn(rows) + (isSeries ? layout.window : 0);
    const own = new Float64Array(said.length);
    for (const [place, { name, scaling }] of targets.entries()) {
      const reach = reachOf(scaling);
      const before = reach === 0 ? [] : cellsOf(rows, { name, type: 'number' }, origin).slice(-reach).map((cell) => cell ?? NaN);
      for (const share of shares.keys()) {
        const at = (step) => (step * targets.length + place) * shares.length + share;
        const scaled = Array.from({ length: steps }, (_, step) => said[at(step)]);
        inverted(scaling, scaled, before).forEach((value, step) => {
          own[at(step)] = value;
        });
      }
    }
    return own;
  }

  /** The answer for what the network says: a class, labels that hold or not, or numbers in their own units; of several heads each by its name. */
  function answer(rows, said) {
    if (heads.length > 0) return Object.fromEntries(heads.map(({ name, of, coder }) => [name, coder.answer(rows, of(said))]));
    if (settings.answers === 'numbers') {
      return Array.from(numbers(rows, said), (value, at) => {
        const target = targets[Math.floor(at / shares.length) % targets.length].name;
        const share = shares[at % shares.length];
        const step = Math.floor(at / shares.length / targets.length) + 1;
        return { ...(isSeries && { step }), target, ...(share !== null && { share }), value };
      });
    }
    const probabilities = labels.map((label, place) => ({ label, probability: said[place] }));
    if (settings.answers === 'labels') return probabilities.map((each) => ({ ...each, holds: each.probability > 0.5 }));
    return probabilities.sort((one, other) => other.probability - one.probability);
  }

  /** What can be asked of many rows: of a table each of them, with those above it where a cell needs them; of series the last window. */
  function items(rows) {
    const above = layout.before > 0 || columns.some(({ missing }) => missing.kind === 'forward');
    return isSeries ? [rows] : rows.map((row, at) => (above ? rows.slice(0, at + 1) : [row]));
  }

  return { input, numbers, answer, items, shape, dtype: given.dtype };
}

/** How many numbers a column becomes. */
const featuresOf = ({ features, shape }) => (shape === undefined ? features.length : shape.reduce((product, each) => product * each, 1));

const kinds = { number: 'a number', date: 'a date as 2026-11-30', boolean: 'true or false', category: 'a text', text: 'a text', image: 'an image in the size that unfold.json says' };

/** What a cell that is not missing says; null where it is none of its kind. */
const readers = {
  number(cell) {
    const text = String(cell).trim().replace(/^\u2212/, '-');
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
  },
  date: (cell) => (typeof cell === 'number' ? cell : timeOf(String(cell).trim())),
  boolean: (cell) => booleans[String(cell).trim().toLowerCase()] ?? null,
  category: (cell) => String(cell).trim(),
  text: (cell) => String(cell).trim(),
  image: (cell) => (cell?.pixels === undefined ? null : cell),
};

const booleans = { __proto__: null, true: 1, yes: 1, 1: 1, t: 1, y: 1, on: 1, false: 0, no: 0, 0: 0, f: 0, n: 0, off: 0 };

const day = 86400000;

/** Milliseconds since 1970 of a date that begins with the year, in UTC where it names no other zone. */
function timeOf(text) {
  const found = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:(?:T|,? +)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)? ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(text);
  if (found === null) return null;
  const [, years, , months, dates = 1, clock = 0, minute = 0, second = 0, fractions, half, named = ''] = found;
  const [year, month, date, minutes, seconds] = [years, months, dates, minute, second].map(Number);
  const hours = hourOf(Number(clock), half);
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, date);
  const [, sign, zoneHours = 0, zoneMinutes = 0] = /^([+-])(\d{2}):?(\d{2})?$/.exec(named) ?? [];
  const isDay = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === date;
  if (!isDay || hours === null || minutes > 59 || seconds > 59 || zoneHours > 18 || zoneMinutes > 59) return null;
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  const fraction = fractions === undefined ? 0 : Number(fractions) / 10 ** (fractions.length - 3);
  return midnight.getTime() + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + fraction;
}

/** Of twenty-four, where "half" tells am from pm. */
function hourOf(hour, half) {
  if (half === undefined) return hour > 23 ? null : hour;
  return hour < 1 || hour > 12 ? null : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Numbers of a column, NaN where one is missing, with what is missing filled in. */
function filled({ kind, value }, cells) {
  let last = NaN;
  return cells.map((cell) => {
    if (cell !== null) last = cell;
    return cell ?? (kind === 'value' ? value : kind === 'forward' ? last : NaN);
  });
}

/** Of a column's cells, from the first on, the features of a row; NaN where it has none. */
const encoders = {
  number({ missing, scaling }, cells) {
    const values = applied(scaling, filled(missing, cells));
    return (row) => [values[row]];
  },
  cyclical({ missing, cycles }, cells) {
    const times = filled(missing, cells);
    return (row) =>
      cycles.flatMap((cycle) => {
        const angle = 2 * Math.PI * passed[cycle](times[row]);
        return [Math.sin(angle), Math.cos(angle)];
      });
  },
  'one-hot'({ missing, categories, features }, cells) {
    const placeOfMissing = { value: missing.value, own: categories.length, zeros: -1 }[missing.kind];
    const nameOf = (cell) => (typeof cell === 'number' ? String(cell === 1) : cell);
    return (row) => {
      const place = cells[row] === null ? placeOfMissing : categories.indexOf(nameOf(cells[row]));
      return features.map((_, feature) => (place === undefined ? NaN : Number(feature === place)));
    };
  },
  integer({ missing, categories }, cells) {
    const codes = new Map(categories.map((name, place) => [name, place + 1]));
    return (row) => [cells[row] === null ? (missing.kind === 'own' ? 0 : NaN) : (codes.get(cells[row]) ?? 0)];
  },
  image(column, cells) {
    const size = featuresOf(column);
    return (row) => {
      if (cells[row] === null) return new Array(size).fill(NaN);
      const { pixels } = cells[row];
      const numbers = typeof pixels === 'string' ? Array.from(atob(pixels), (each) => each.charCodeAt(0)) : Array.from(pixels);
      if (numbers.length !== size) throw new Error('"' + column.name + '" must have ' + column.shape.join('×') + ' numbers; got ' + numbers.length + '.');
      return numbers;
    };
  },
};

/** Which share of a cycle has passed at a time: milliseconds since 1970, in UTC. Weeks begin on Monday. */
const passed = {
  day: (time) => (((time % day) + day) % day) / day,
  week: (time) => ((((time - 4 * day) % (7 * day)) + 7 * day) % (7 * day)) / (7 * day),
  month: (time) => shareOf(time, new Date(time).getUTCMonth(), 1),
  year: (time) => shareOf(time, 0, 12),
};

/** The share of so many months from one of the time's year on. */
function shareOf(time, month, months) {
  const year = new Date(time).getUTCFullYear();
  const from = Date.UTC(year, month);
  return (time - from) / (Date.UTC(year, month + months) - from);
}

/** Of each scaler what it does to values in order, and back; "before" are those that come just before them, as it takes them. */
const scalers = {
  standard: { apply: ({ mean, deviation }, values) => values.map((x) => (x - mean) / deviation), invert: ({ mean, deviation }, values) => values.map((x) => x * deviation + mean) },
  'min-max': { apply: ({ least, range }, values) => values.map((x) => (x - least) / range), invert: ({ least, range }, values) => values.map((x) => x * range + least) },
  robust: { apply: ({ median, range }, values) => values.map((x) => (x - median) / range), invert: ({ median, range }, values) => values.map((x) => x * range + median) },
  log: { apply: (_, values) => values.map((x) => Math.sign(x) * Math.log1p(Math.abs(x))), invert: (_, values) => values.map((x) => Math.sign(x) * Math.expm1(Math.abs(x))) },
  difference: {
    apply: ({ lag }, values) => values.map((x, at) => x - (at >= lag ? values[at - lag] : NaN)),
    invert({ lag }, values, before) {
      const sums = [];
      for (const [at, x] of values.entries()) sums.push(x + ((at >= lag ? sums[at - lag] : before[before.length + at - lag]) ?? NaN));
      return sums;
    },
  },
};

const reachOf = (scaling) => scaling.reduce((sum, { kind, lag }) => sum + (kind === 'difference' ? lag : 0), 0);

/** Values through one scaler after another. */
const applied = (scaling, values) => scaling.reduce((scaled, state) => scalers[state.kind].apply(state, scaled), values);

/** And back, the last one first; "before" are the unscaled values that come just before. */
function inverted(scaling, scaled, before) {
  const earlier = scaling.map((_, place) => applied(scaling.slice(0, place), before));
  return scaling.reduceRight((values, state, place) => scalers[state.kind].invert(state, values, earlier[place]), scaled);
}
`;

/** answer.mjs of such an export: answers the rows of a JSON file at a terminal. */
export const answerProgram = `// Answers the rows of a JSON file: node answer.mjs rows.json
// Needs Node and, once: npm install @tensorflow/tfjs
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { rowsCoder } from './rows.mjs';

const read = (name) => readFile(new URL(name, import.meta.url));
const { modelTopology, weightsManifest } = JSON.parse(await read('model.json'));
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
const shards = await Promise.all(weightsManifest.flatMap(({ paths }) => paths).map(read));
const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
const model = await tf.loadLayersModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
const coder = rowsCoder(JSON.parse(await read('unfold.json')));

async function answer(rows) {
  const said = tf.tidy(() => model.predict(tf.tensor(coder.input(rows), [1, ...coder.shape], coder.dtype)));
  return coder.answer(rows, await said.data());
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('The file of rows must be named: node answer.mjs rows.json');
const answers = [];
for (const rows of coder.items(JSON.parse(await readFile(path, 'utf8')))) answers.push(await answer(rows));
process.stdout.write(JSON.stringify(answers, null, 2) + '\\n');
`;
