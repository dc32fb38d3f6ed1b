import type { EncoderState } from '#app/data/columns/encoders/index.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { columnsNeeded, rowsNeeded } from '#app/data/columns/rows-needed.ts';
import type { ScalerState } from '#app/data/scaling/index.ts';
import { counted, grouped } from '#app/numbers.ts';
import type { ColumnExportData } from '../exporter.ts';
import { askingLines } from './asking.ts';
import { quantilesOf } from './columns-answer.ts';
import { factsOf } from './columns-file.ts';
import { hasTexts } from './columns-program.ts';
import { numbered } from './numbered.ts';

/** README.txt of a TF.js export of tables and series: what a row goes through, rule by rule; how to load it, how to check it. */
export function columnsReadme(data: ColumnExportData): string {
  const { fitted, madeUp } = data;
  const isSeries = fitted.settings.kind === 'series';
  const texts = hasTexts(fitted) ? '\n  texts.mjs                   the way of the texts in them' : '';
  return `A neural network for ${isSeries ? 'series' : 'rows of a table'}, made with Unfold, in the standard TensorFlow.js layers format.

  model.json, weights-*.bin   the network
  unfold.json                 columns and what was fitted to them, what is answered, figures of the training run, examples with their answers
  rows.mjs                    the way of rows to the network and of its answers back, for web pages and Node programs${texts}
  answer.mjs                  answers the rows of a JSON file at a terminal

${
  madeUp
    ? 'The examples in unfold.json are made up of what is known of the columns: the data was not at hand.'
    : `The examples in unfold.json are rows as they were in the data: look at them before you pass the folder on.`
}

${asked(fitted)}
${answered(fitted)}

At a terminal, with Node:

  npm install @tensorflow/tfjs
  node answer.mjs rows.json

In a web page:

${page}

To check it, ask the examples' own rows: what the network says equals example.outputs to 0.00001, and coder.answer then is
example.answer. What was right in the data is example.actual.

How rows become the input, by hand:

${numbered([...cellRules(data), ...columnRules(fitted), ...layoutRules(fitted)])}

How what the network says becomes the answer, by hand:

${numbered(answerRules(fitted))}
`;
}

const page = [
  "import * as tf from '@tensorflow/tfjs';",
  "import { rowsCoder } from './rows.mjs';",
  "const model = await tf.loadLayersModel('model.json');",
  "const about = await (await fetch('unfold.json')).json();",
  'const coder = rowsCoder(about);',
  ...askingLines,
  'const { rows } = about.examples[0];',
  'console.log(coder.answer(rows, await ask(coder.input(rows))));',
]
  .map((line) => `  ${line}`)
  .join('\n');

/** What an answer is asked with. */
function asked(fitted: FittedColumns): string {
  const { settings } = fitted;
  const { before, window, ahead } = rowsNeeded(fitted);
  const cells = `a cell for each of ${counted(columnsNeeded(fitted).length, 'column')}`;
  const above = before > 0 ? `, and the ${counted(before, 'row')} above` : '';
  if (settings.kind === 'tables')
    return `It is asked with a row${above}: an object with ${cells}, as in the examples. rows.json is a list of such rows; each is answered.`;
  const known = settings.knownAhead.map((name) => `"${name}"`).join(', ');
  return `It is asked with the last ${counted(window, 'row')} of one series, in the order of time${above}: objects with ${cells}, as in the
examples.${ahead > 0 ? ` Behind them come ${counted(ahead, 'row')} that are to be forecast, with what is known of them: ${known}.` : ''} rows.json is a list of these rows.`;
}

/** What comes back; of several heads of each. */
function answered(fitted: FittedColumns): string {
  const heads = fittedHeads(fitted);
  if (heads.length === 0) return answeredAlone(fitted);
  const each = heads.map(({ name }) => `  "${name}": ${answeredAlone(headView(fitted, name)).replace('It answers ', '')}`);
  return `It answers ${counted(heads.length, 'head')} at once, one after another, where "outputs" of each of "heads" in unfold.json says:\n${each.join('\n')}`;
}

function answeredAlone(fitted: FittedColumns): string {
  const { settings, answers, targets } = fitted;
  const shares = quantilesOf(fitted);
  switch (settings.answers) {
    case 'several':
      throw new TypeError('heads are told one by one');
    case 'class':
      return `It answers ${grouped(answers.length)} probabilities${settings.kind === 'series' ? ' of what comes next' : ''}, in the order of "labels" in unfold.json.`;
    case 'labels':
      return `It answers a probability for each of ${counted(answers.length, 'label')} by itself, in the order of "labels" in unfold.json.`;
    case 'numbers': {
      const steps = settings.kind === 'series' ? ` for each of the next ${counted(settings.horizon, 'step')}` : '';
      const quantiles =
        shares.length > 0 ? `, each as the numbers that it should lie below in shares of ${shares.join(', ')} of all cases` : '';
      return `It answers ${counted(targets.length, 'number')}${steps}${quantiles}: ${targets.map(({ column }) => `"${column}"`).join(', ')}. The network says them scaled;
rows.mjs brings them back to their own units.`;
    }
  }
}

/** How cells of the kinds that there are are read. */
function cellRules({ fitted, columns }: ColumnExportData): string[] {
  const types = new Set(columnsNeeded(fitted).map((name) => factsOf(columns, name).type));
  return [
    'A cell is missing where it is null, or a text that stands in "missing" in unfold.json.',
    ...(types.has('number')
      ? ['Numbers are JSON numbers, or texts with a point before their fraction and no mark between thousands.']
      : []),
    ...(types.has('date')
      ? [
          'Dates are texts that begin with the year, 2026-11-30 or 2026-11-30T14:05, in UTC where they name no other zone; they become\n    milliseconds since 1970, and may be given as such.',
        ]
      : []),
    ...(types.has('boolean') ? ['True and false are given so, or as 1 and 0, yes and no; as a number they are 1 and 0.'] : []),
    ...(types.has('category') ? ['Categories are texts, spelled as in the data.'] : []),
    ...(types.has('text') ? ['Texts are texts.'] : []),
    ...(types.has('image')
      ? [
          'An image is an object with "pixels": its bytes, 0 to 255, [height, width, channels] row by row, in the size that "image" of its column\n    says, or base64 of them. It is turned as its EXIF data says before anything else, then brought to that size ("fit") with a triangle\n    filter.',
        ]
      : []),
  ];
}

/** What becomes of the columns, for each kind that there is. */
function columnRules({ inputs }: FittedColumns): string[] {
  const of = (kind: string) => inputs.filter(({ state }) => state.kind === kind);
  const scalings = inputs.flatMap(({ state }) => (state.kind === 'number' ? state.scaling : []));
  return [
    `Of each of "columns" in unfold.json, in their order, come its "features", by its "kind":`,
    ...(inputs.some(({ state }) => !isOfCategories(state)) ? [missingRule(inputs)] : []),
    ...(of('number').length > 0
      ? [
          `A "number" is one feature, through its "scaling", one after the other.${scalings.length > 0 ? ` ${scalerRules(scalings).join(' ')}` : ''}`,
        ]
      : []),
    ...(of('one-hot').length > 0
      ? [
          'A "one-hot" column has a feature for each of its "categories", 1 for the one that is there, else 0; 0 everywhere for one that is not\n    among them. A missing cell has, where "missing" says "own", a feature behind them, where it says "value" the category at that place\n    (from 0), where it says "zeros" none; where it says "drop" there is no answer.',
        ]
      : []),
    ...(of('integer').length > 0
      ? [
          'An "integer" column is one feature, the place of the category among its "categories", from 1; 0 for one that is not among them. A\n    missing cell is 0 where "missing" says "own"; where it says "drop" there is no answer.',
        ]
      : []),
    ...(of('text').length > 0
      ? [
          'A "text" column has a number for each of its steps, the code of the token there; texts.mjs does it. A missing cell is 0 at all steps\n    where "missing" says "empty"; where it says "drop" there is no answer.',
        ]
      : []),
    ...(of('image').length > 0 ? ['An "image" column has a number a pixel and channel, 0 to 255: the network divides them by 255.'] : []),
    ...(of('cyclical').length > 0
      ? [
          'A "cyclical" column has two features for each of its "cycles": sin and cos of 2π times the share of the day, the week (from Monday),\n    the month or the year that has passed, in UTC.',
        ]
      : []),
  ];
}

/** Of categories and texts what becomes of missing cells is said where their encoders are. */
const isOfCategories = ({ kind }: EncoderState): boolean => kind === 'one-hot' || kind === 'integer' || kind === 'text';

function missingRule(inputs: FittedColumns['inputs']): string {
  const kinds = new Set(inputs.flatMap(({ state }) => (isOfCategories(state) ? [] : [state.missing.kind])));
  const said = [
    ...(kinds.has('value') ? ['where "missing" says "value", that value'] : []),
    ...(kinds.has('forward') ? ['where "missing" says "forward", the value above it'] : []),
  ];
  const becomes = said.length > 0 ? `A missing number or date becomes, ${said.join('; ')}.` : '';
  return `${becomes}${kinds.has('drop') ? `${becomes === '' ? '' : ' '}Where "missing" says "drop" and the cell is missing, there is no answer.` : ''}`;
}

const formulas: Record<ScalerState['kind'], string> = {
  standard: '"standard": (x − mean) / deviation.',
  'min-max': '"min-max": (x − least) / range.',
  robust: '"robust": (x − median) / range.',
  log: '"log": ln(1 + |x|), with the sign of x.',
  difference: '"difference": x minus the x that many rows ("lag") above.',
};

/** The formula of each scaler that there is. */
const scalerRules = (states: readonly ScalerState[]): string[] => [...new Set(states.map(({ kind }) => formulas[kind]))];

function layoutRules(fitted: FittedColumns): string[] {
  const { settings } = fitted;
  if (settings.kind === 'tables') return ['The features of all columns, one after another, are the input.'];
  const { window, ahead } = rowsNeeded(fitted);
  return [
    `Each of the ${counted(window, 'row')} is a step: the features of all columns, one after another.`,
    ...(ahead > 0
      ? [
          `Behind them come the ${counted(ahead, 'step')} that are forecast, with 0 for the features of what is not in "knownAhead". The last feature of\n    every step is 1 where it is one of these, else 0.`,
        ]
      : []),
  ];
}

function answerRules(fitted: FittedColumns): string[] {
  return fitted.heads === undefined
    ? rulesAlone(fitted)
    : fittedHeads(fitted).flatMap(({ name }) => rulesAlone(headView(fitted, name)).map((rule) => `Of "${name}": ${rule}`));
}

function rulesAlone(fitted: FittedColumns): string[] {
  const { settings, targets } = fitted;
  if (settings.answers === 'class') return ['The label with the largest probability is the answer.'];
  if (settings.answers === 'labels') return ['A label holds where its probability is above 0.5.'];
  const shares = quantilesOf(fitted);
  const scalings = targets.flatMap(({ scaling }) => scaling);
  const isDifferenced = scalings.some(({ kind }) => kind === 'difference');
  const order = ['step after step', 'of each step each of "targets"', ...(shares.length > 0 ? ['of each its quantiles'] : [])];
  return [
    `The numbers stand ${settings.kind === 'series' ? order.join(', ') : 'in the order of "targets"'}.`,
    ...(scalings.length > 0
      ? [
          `Each goes back through the "scaling" of its target, the last one first: the formulas solved for x. ${scalerRules(scalings).join(' ')}`,
        ]
      : []),
    ...(isDifferenced ? ['Differences are added up, from the values on that stand in the rows before.'] : []),
    ...(shares.length > 1 ? ['Quantiles of one number may lie in the wrong order; the figures in unfold.json are of sorted ones.'] : []),
  ];
}
