import type { BlockContext, HeadContext } from '../../blocks/block.ts';
import { dataOf } from '../../blocks/rules.ts';
import type { Graph } from '../graph.ts';
import { bagOfWords } from './bag-of-words.ts';
import { bilstmTagger } from './bilstm-tagger.ts';
import { charLm } from './char-lm.ts';
import { convForecast } from './conv-forecast.ts';
import { gruClassifier } from './gru-classifier.ts';
import { gruForecast } from './gru-forecast.ts';
import { lectureCnn } from './lecture-cnn.ts';
import { linear } from './linear.ts';
import { lstmClassifier } from './lstm-classifier.ts';
import { lstmForecast } from './lstm-forecast.ts';
import { mixed } from './mixed.ts';
import { mlp } from './mlp.ts';
import { rnnClassifier } from './rnn-classifier.ts';
import { smallCnn } from './small-cnn.ts';
import { softmax } from './softmax.ts';
import type { Suits, Template } from './template.ts';

/** Every template, for each kind of data the one to begin with first. */
export const templates: readonly Template[] = [
  smallCnn,
  lectureCnn,
  softmax,
  lstmClassifier,
  gruClassifier,
  rnnClassifier,
  bilstmTagger,
  charLm,
  bagOfWords,
  mlp,
  linear,
  mixed,
  lstmForecast,
  gruForecast,
  convForecast,
];

/** The template of a name, or undefined. */
export const templateOf = (name: string): Template | undefined => templates.find((template) => template.name === name);

/** The templates that suit such data, the one to begin with first. What reads tokens reads rows of features a step too. */
export function templatesFor(context: BlockContext): readonly Template[] {
  const { input, answers = 'item' } = context;
  const made = dataToSuit(context);
  const kinds: Suits['data'][] = made === 'numbers' && input.length === 2 ? [made, 'tokens'] : [made];
  return templates.filter(({ for: suits }) => suits.answers.includes(answers) && kinds.includes(suits.data));
}

/** What the data of a context are among those that templates are made for. */
export function dataToSuit(context: BlockContext): Suits['data'] {
  const data = dataOf(context);
  if (data.kind === 'numbers' && data.parts !== undefined) return 'mixed';
  return data.kind === 'numbers' && data.of !== undefined && data.of !== 'texts' ? data.of : data.kind;
}

/** A template as it suits the data: where categories come in as codes, what looks them up stands behind the input. */
export function graphFor(template: Template, context: BlockContext): Graph {
  const data = dataOf(context);
  const parts = data.kind === 'numbers' ? data.parts : undefined;
  const graph = template.graph(context.input, outputsOf(context), parts);
  const looked = data.kind === 'numbers' && data.codes !== undefined ? withLookup(graph) : graph;
  return context.heads === undefined ? looked : withHeads(looked, context.heads);
}

/** In place of the last block and the Output, one of each for every head, side by side. */
function withHeads({ nodes, edges, ...graph }: Graph, heads: readonly HeadContext[]): Graph {
  const [end, last] = [nodes.at(-1), nodes.at(-2)];
  const before = edges.find(({ to }) => to === last?.id)?.from;
  if (end === undefined || last === undefined || before === undefined) throw new RangeError('a template ends with a block and an Output');
  const trunk = nodes.slice(0, -2);
  const inside = edges.filter(({ to }) => to !== last.id && to !== end.id);
  const own = heads.map(({ name, classes }, place) => [
    { ...last, id: `${last.id}head${place + 1}`, params: { ...last.params, units: classes } },
    { ...end, id: `${end.id}${place + 1}`, params: { head: name } },
  ]);
  const wires = own.flatMap(([dense, output]) => [
    { from: before, to: dense?.id ?? '' },
    { from: dense?.id ?? '', to: output?.id ?? '' },
  ]);
  return { ...graph, nodes: [...trunk, ...own.flat()], edges: [...inside, ...wires] };
}

/** Behind the input, or of mixed rows behind what takes the numbers out. */
function withLookup({ nodes, edges, ...graph }: Graph): Graph {
  const at = Math.max(
    0,
    nodes.findIndex(({ block, params }) => block === 'TakeColumn' && params.column === ''),
  );
  const before = nodes[at];
  if (before === undefined) throw new RangeError('a template begins with its input');
  const lookup = { id: 'categoryembedding', block: 'CategoryEmbedding', params: {} };
  const behind = edges.map((edge) => (edge.from === before.id ? { ...edge, from: lookup.id } : edge));
  const [to, from] = [nodes.slice(0, at + 1), nodes.slice(at + 1)];
  return { ...graph, nodes: [...to, lookup, ...from], edges: [{ from: before.id, to: lookup.id }, ...behind] };
}

/** How many numbers the last block must give: one a class, label or number, or one a quantile of each number. */
export const outputsOf = ({ classes, shares }: Pick<BlockContext, 'classes' | 'shares'>): number => (classes ?? 1) * (shares?.length ?? 1);

const inputs: Readonly<Record<Suits['data'], Pick<BlockContext, 'input' | 'data'>>> = {
  images: { input: [32, 32, 3] },
  tokens: { input: [64], data: { kind: 'tokens', vocabulary: 1000 } },
  numbers: { input: [1000], data: { kind: 'numbers' } },
  rows: { input: [10], data: { kind: 'numbers', of: 'rows' } },
  series: { input: [48, 1], data: { kind: 'numbers', of: 'series' } },
  mixed: {
    input: [4 + 32 * 32 * 3 + 32],
    data: {
      kind: 'numbers',
      of: 'rows',
      parts: [
        { column: 'image', from: 4, shape: [32, 32, 3], data: { kind: 'images' } },
        { column: 'text', from: 4 + 32 * 32 * 3, shape: [32], data: { kind: 'tokens', vocabulary: 1000 } },
      ],
    },
  },
};

/** What a template is sized for where there is no data: 10 classes or numbers of an image of 32×32×3, of 64 tokens, 48 steps … */
export const usualContext = ({ for: { data, answers } }: Template) => ({
  ...inputs[data],
  answers: answers[0] ?? ('item' as const),
  classes: 10,
});
