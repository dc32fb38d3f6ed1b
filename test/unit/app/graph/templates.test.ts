import { describe, expect, it } from 'vitest';
import type { BlockContext, Codes, Data, RowPart, Shape } from '#app/blocks/block.ts';
import { blockOf } from '#app/blocks/index.ts';
import { analyse } from '#app/graph/analyse.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import { type Graph, graph as graphSchema } from '#app/graph/graph.ts';
import { graphFor, templateOf, templates, templatesFor, usualContext } from '#app/graph/templates/index.ts';
import type { Suits } from '#app/graph/templates/template.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { tf } from '#main/engine/tfjs.ts';

const totals = (name: string, input: number[], classes: number) => {
  const graph = templateOf(name)?.graph(input, classes);
  if (graph === undefined) throw new Error(`no template ${name}`);
  return analyse(graph, { input, classes }).totals;
};

it('the lecture CNN has 5,851,338 parameters for 32×32×3 and 10 classes', () => {
  expect(totals('lecture-cnn', [32, 32, 3], 10).parameters).toBe(5_851_338);
});

it('the softmax baseline has one weight a number and class, and a bias a class', () => {
  expect(totals('softmax', [28, 28, 1], 10).parameters).toBe(784 * 10 + 10);
});

it('has no template called like the functions of objects', () => {
  expect(templateOf('constructor')).toBeUndefined();
});

/** Sizes of items of each kind, and a vocabulary where there is one. */
const items: Readonly<Record<Suits['data'], number[][]>> = {
  images: [
    [64, 64, 3],
    [96, 48, 3],
    [224, 300, 3],
    [1, 1024, 1],
    [1024, 1024, 4],
  ],
  tokens: [[1], [30], [1000]],
  numbers: [[1], [5000], [40, 3]],
  rows: [[1], [300]],
  mixed: [[40], [5 + 28 * 28 + 12]],
  series: [
    [1, 1],
    [7, 3],
    [300, 2],
  ],
};
const dataOf = (kind: Suits['data']): Data => {
  if (kind === 'tokens') return { kind, vocabulary: 500 };
  if (kind === 'mixed')
    return { kind: 'numbers', of: 'rows', parts: [{ column: 'note', from: 28, shape: [12], data: { kind: 'tokens', vocabulary: 30 } }] };
  return kind === 'rows' || kind === 'series' ? { kind: 'numbers', of: kind } : { kind };
};

describe('where categories come in as codes', () => {
  const coded = (of: 'rows' | 'series'): Data => ({ kind: 'numbers', of, codes: [{ feature: 1, column: 'town', codes: 40 }] });
  const context = (of: 'rows' | 'series'): BlockContext => ({
    input: of === 'rows' ? [3] : [6, 3],
    classes: 2,
    answers: 'numbers',
    data: coded(of),
  });
  const errors = (graph: Graph, given: BlockContext) => analyse(graph, given).problems.filter(({ severity }) => severity === 'error');

  it.each(['rows', 'series'] as const)('every template of %s looks them up behind the input', (of) => {
    const fitting = templatesFor(context(of));
    expect(fitting.length).toBeGreaterThan(1);
    for (const template of fitting) expect(errors(graphFor(template, context(of)), context(of))).toEqual([]);
  });

  it('nothing else takes them for numbers, and the way out is one click', () => {
    const [template] = templatesFor(context('rows'));
    if (template === undefined) throw new Error('there are templates for rows');
    const plain = template.graph([3], 2);
    const [problem] = errors(plain, context('rows'));
    expect(problem?.message).toMatch(/Dense 1 must get numbers; got codes of "town" from Input; insert CategoryEmbedding/);
    const [repair] = problem?.repairs ?? [];
    if (repair === undefined) throw new Error('there is a repair');
    const mended = applyRepair(plain, repair);
    expect(errors(mended.graph, context('rows'))).toEqual([]);
  });

  it('it has no use for rows without codes', () => {
    const [template] = templatesFor(context('rows'));
    if (template === undefined) throw new Error('there are templates for rows');
    const looking = graphFor(template, context('rows'));
    const [problem] = errors(looking, { ...context('rows'), data: { kind: 'numbers', of: 'rows' } });
    expect(problem?.message).toMatch(/CategoryEmbedding 1 must get rows with codes of categories; got numbers from Input; remove it/);
  });
});

describe('rows with images and texts', () => {
  const parts = (from: number): RowPart[] => [
    { column: 'front', from, shape: [28, 28, 1], data: { kind: 'images' } },
    { column: 'note', from: from + 28 * 28, shape: [12], data: { kind: 'tokens', vocabulary: 30 } },
    { column: 'back', from: from + 28 * 28 + 12, shape: [16, 20, 3], data: { kind: 'images' } },
  ];
  const context = (from: number, codes: Codes[] = []): BlockContext => ({
    input: [from + 28 * 28 + 12 + 16 * 20 * 3],
    classes: 3,
    data: { kind: 'numbers', of: 'rows', parts: parts(from), ...(codes.length > 0 && { codes }) },
  });

  it.each([
    ['with numbers', context(4)],
    ['without numbers', context(0)],
    ['with codes of categories', context(4, [{ feature: 2, column: 'town', codes: 40 }])],
  ])('each goes its own way, %s', (_, given) => {
    const [template, ...others] = templatesFor(given);
    expect(others).toEqual([]);
    if (template === undefined) throw new Error('there is a template for mixed rows');
    const graph = graphFor(template, given);
    expect(analyse(graph, given).problems).toEqual([]);
    const taken = graph.nodes.filter(({ block }) => block === 'TakeColumn').map(({ params }) => params.column);
    expect(taken.filter((column) => column !== '')).toEqual(['front', 'note', 'back']);
    expect(toLayers(tf, graph, given, 1).layers.outputs[0]?.shape).toEqual([null, 3]);
    tf.disposeVariables();
  });

  it('nothing else takes them for numbers, and the way out is one click', () => {
    const [mlp] = templatesFor({ ...context(4), data: { kind: 'numbers', of: 'rows' } });
    const plain = mlp?.graph([4], 3) ?? expect.fail();
    const [problem] = analyse(plain, context(4)).problems;
    expect(problem?.message).toBe('Dense 1 must get numbers; got rows with images or texts from Input; insert TakeColumn.');
    const mended = applyRepair(plain, problem?.repairs[0] ?? expect.fail());
    const image = analyse(mended.graph, context(4));
    expect([...image.nodes.values()].find(({ block }) => block?.type === 'TakeColumn')?.output).toEqual([4]);
  });

  it('a column that the data has not is told, with those that it has', () => {
    const graph = graphFor(templatesFor(context(4))[0] ?? expect.fail(), context(4));
    const other = { ...context(4), data: { kind: 'numbers' as const, of: 'rows' as const, parts: parts(4).slice(1) } };
    const [problem] = analyse(graph, other).problems;
    expect(problem?.message).toBe('TakeColumn 2 must take one of "Numbers and categories", "note", "back"; got "front".');
    expect(problem?.repairs.map(({ label }) => label)).toEqual(['Take Numbers and categories', 'Take note', 'Take back']);
  });

  it('there is nothing to take out of rows of numbers alone', () => {
    const graph = graphFor(templatesFor(context(4))[0] ?? expect.fail(), context(4));
    const { problems } = analyse(graph, { input: [4], classes: 3, data: { kind: 'numbers', of: 'rows' } });
    expect(problems[0]?.message).toBe('TakeColumn 1 must get rows with images or texts; got numbers from Input; remove it.');
  });
});

describe.each(templates)('$name', (template) => {
  const { data, answers } = template.for;

  it.each(items[data].map((input) => [input]))('is sound for items %j', (input) => {
    const graph = template.graph(input, 12);
    const { problems } = analyse(graph, { input, classes: 12, data: dataOf(data), answers: answers[0] ?? 'item' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is sound where there is no data yet', () => {
    const context = usualContext(template);
    expect(analyse(template.graph(context.input, context.classes), context).problems).toEqual([]);
  });

  it('is a graph as files hold it, with every parameter written down', () => {
    const { input, classes } = usualContext(template);
    const graph = template.graph(input, classes);
    expect(graphSchema.parse(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
    for (const { block, params } of graph.nodes)
      expect(Object.keys(params).sort()).toEqual(
        Object.entries(blockOf(block)?.fields ?? {})
          .flatMap(([name, { optional }]) => (optional ? [] : [name]))
          .sort(),
      );
  });
});

describe('templates for a kind of data', () => {
  const names = (data: Data, answers: BlockContext['answers'] = 'item', input: Shape = [9]) =>
    templatesFor({ input, classes: 2, data, answers }).map(({ name }) => name);

  it('are those made for it, the one to begin with first', () => {
    expect(names({ kind: 'images' })).toEqual(['small-cnn', 'lecture-cnn', 'softmax']);
    expect(names({ kind: 'tokens', vocabulary: 9 })).toEqual(['lstm-classifier', 'gru-classifier', 'rnn-classifier']);
    expect(names({ kind: 'tokens', vocabulary: 9 }, 'step')).toEqual(['bilstm-tagger']);
    expect(names({ kind: 'numbers' })).toEqual(['bag-of-words']);
  });

  it('never read from behind what is to be guessed from the front', () => {
    expect(names({ kind: 'tokens', vocabulary: 9 }, 'next')).toEqual(['char-lm']);
  });

  it('read one-hot steps as they read codes, without an Embedding', () => {
    const context = { input: [9, 5], data: { kind: 'numbers' as const }, classes: 3 };
    for (const answers of ['item', 'step', 'next'] as const) {
      const [template] = templatesFor({ ...context, answers });
      const graph = template?.graph(context.input, context.classes) ?? expect.fail();
      expect(graph.nodes.map(({ block }) => block)).not.toContain('Embedding');
      expect(analyse(graph, { ...context, answers }).problems).toEqual([]);
    }
    expect(names({ kind: 'numbers' }, 'item', [9, 5])[0]).toBe('lstm-classifier');
  });

  it('are those for images where nothing is said', () => {
    expect(templatesFor({ input: [8, 8, 3], classes: null })[0]?.name).toBe('small-cnn');
  });
});

it('bag of words is logistic regression: one weight a number and class, and a bias a class', () => {
  const template = templateOf('bag-of-words');
  const input = [300];
  const graph = template?.graph(input, 4) ?? expect.fail();
  expect(analyse(graph, { input, classes: 4, data: { kind: 'numbers' } }).totals.parameters).toBe(300 * 4 + 4);
});

it('the CNNs grow no Dense block of hundreds of millions from large images', () => {
  expect(totals('lecture-cnn', [1024, 768, 3], 10).parameters).toBeLessThan(20_000_000);
});
