import { describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { analyse } from '#app/graph/analyse.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import type { Graph } from '#app/graph/graph.ts';
import { chain, type Link } from '#app/graph/templates/chain.ts';

const tokens: BlockContext = { input: [30], classes: 3, data: { kind: 'tokens', vocabulary: 50 } };
const tags: BlockContext = { ...tokens, answers: 'step' };
const series: BlockContext = { input: [30, 4], classes: 3, data: { kind: 'numbers' } };
const row: BlockContext = { input: [40], classes: 3, data: { kind: 'numbers' } };

const between = (...links: (string | Link)[]): Graph =>
  chain([{ block: 'Input' }, ...links.map((link) => (typeof link === 'string' ? { block: link } : link)), { block: 'Output' }]);
const dense = (units = 3): Link => ({ block: 'Dense', params: { units } });
const sequence = (block: string, params: Link['params'] = {}): Link => ({ block, params: { returnSequences: true, ...params } });

/** What is wrong, and the buttons that are offered. */
const told = (graph: Graph, context: BlockContext) =>
  analyse(graph, context).problems.map(({ code, message, repairs }) => ({ code, message, repairs: repairs.map(({ label }) => label) }));

/** The graph after the button of that label was pressed. */
function pressed(graph: Graph, context: BlockContext, label: string): Graph {
  const repair = analyse(graph, context)
    .problems.flatMap(({ repairs }) => repairs)
    .find((each) => each.label === label);
  if (repair === undefined) throw new Error(`no button ${label}`);
  return applyRepair(graph, repair).graph;
}

describe('tokens', () => {
  it.each(['LSTM', 'Dense', 'Conv1D', 'Flatten', 'Dropout', 'Attention'])('are refused by %s, which computes with numbers', (block) => {
    const [problem] = told(between(block, dense()), tokens);
    expect(problem).toEqual({
      code: 'carried',
      message: `${block} 1 must get numbers; got tokens from Input; insert Embedding.`,
      repairs: ['Insert Embedding', 'Insert OneHot'],
    });
  });

  it.each(['Insert Embedding', 'Insert OneHot'])('become numbers at the press of %s', (label) => {
    const graph = between('LSTM', dense());
    expect(told(pressed(graph, tokens, label), tokens)).toEqual([]);
  });

  it('are refused by the Output and by a merge, which one inserted block would not mend', () => {
    expect(told(between(), tokens)[0]?.message).toBe('Output must get numbers; got tokens from Input; insert Embedding.');
    const graph: Graph = {
      ...between('Embedding'),
      nodes: [...between('Embedding').nodes, { id: 'sum', block: 'Add', params: {} }],
      edges: [
        { from: 'input', to: 'embedding' },
        { from: 'embedding', to: 'sum' },
        { from: 'input', to: 'sum' },
        { from: 'sum', to: 'output' },
      ],
    };
    expect(told(graph, tokens)).toEqual([
      { code: 'carried', message: 'Add 1 must get numbers; got tokens from Input; insert Embedding.', repairs: [] },
    ]);
  });

  it.each([
    ['images', { input: [8, 8, 3], classes: 3 }],
    ['numbers', series],
  ])('are what Embedding must get: got %s', (kind, context) => {
    expect(told(between('Embedding', 'Flatten', dense()), context)[0]).toEqual({
      code: 'carried',
      message: `Embedding 1 must get tokens; got ${kind} from Input; remove it.`,
      repairs: ['Remove block'],
    });
  });

  it('are not what comes out of Embedding: a second one is refused and removed', () => {
    const graph = between('Embedding', 'OneHot', 'LSTM', dense());
    expect(told(graph, tokens)[0]?.message).toBe('OneHot 1 must get tokens; got numbers from Embedding 1; remove it.');
    expect(told(pressed(graph, tokens, 'Remove block'), tokens)).toEqual([]);
  });

  it('of a vocabulary that is too large are not laid out as ones and zeros', () => {
    const large: BlockContext = { ...tokens, data: { kind: 'tokens', vocabulary: 20_000 } };
    expect(told(between('OneHot', 'LSTM', dense()), large)[0]?.message).toBe(
      'OneHot 1 must get a vocabulary of 4,096 entries or fewer; got 20,000; use Embedding in its place.',
    );
  });
});

describe('one class an item', () => {
  it('needs the last step only: the button turns the sequence off in the block that returns it', () => {
    const graph = between('Embedding', sequence('LSTM'), dense());
    expect(told(graph, tokens)).toEqual([
      {
        code: 'shape',
        message: 'Output must get 3 numbers, one a class; got 30×3 from Dense 1; take the last step only, or pool over the steps.',
        repairs: ['Last step only', 'Insert GlobalAveragePooling1D', 'Insert GlobalMaxPooling1D', 'Insert Flatten'],
      },
    ]);
    expect(told(pressed(graph, tokens, 'Last step only'), tokens)).toEqual([]);
  });

  it('offers no such button where no block returns a sequence', () => {
    const [problem] = told(between({ block: 'Conv1D', params: { filters: 3, activation: 'linear' } }), series);
    expect(problem?.repairs).toEqual(['Insert GlobalAveragePooling1D', 'Insert GlobalMaxPooling1D', 'Insert Flatten']);
  });

  it('takes a row of numbers with a Dense alone', () => {
    expect(told(between(dense()), row)).toEqual([]);
  });
});

describe('one class a step', () => {
  it('takes steps × classes', () => {
    expect(told(between('Embedding', sequence('GRU'), dense()), tags)).toEqual([]);
    expect(told(between('Embedding', sequence('Bidirectional'), { block: 'TimeDistributed', params: { units: 3 } }), tags)).toEqual([]);
  });

  it.each(['SimpleRNN', 'LSTM', 'GRU', 'Bidirectional'])('needs the sequence of %s: the button turns it on', (block) => {
    const graph = between('Embedding', block, dense());
    expect(told(graph, tags)[0]).toEqual({
      code: 'shape',
      message: 'Output must get 30×3, one number a class for each step; got 3 from Dense 1; let the block before return its sequence.',
      repairs: ['Return sequences', 'Insert RepeatVector 30'],
    });
    expect(told(pressed(graph, tags, 'Return sequences'), tags)).toEqual([]);
  });

  it.each([
    ['Dense', dense(7)],
    ['TimeDistributed', { block: 'TimeDistributed', params: { units: 7 } }],
  ])('needs one number a class of %s', (_, last) => {
    const graph = between('Embedding', sequence('GRU'), last);
    expect(told(graph, tags)[0]?.repairs).toEqual(['Set units to 3', 'Insert Dense 3']);
    expect(told(pressed(graph, tags, 'Set units to 3'), tags)).toEqual([]);
  });

  it('needs as many steps as there are answers', () => {
    const graph = between({ block: 'Embedding', params: { maskZero: false } }, { block: 'Conv1D', params: { padding: 'valid' } }, dense());
    expect(told(graph, tags)).toEqual([
      {
        code: 'shape',
        message:
          'Output must get 30×3, one number a class for each step; got 28×3 from Dense 1; keep the number of steps, with padding same and stride 1.',
        repairs: [],
      },
    ]);
  });

  it('does not know the classes yet without data', () => {
    expect(told(between('Embedding', sequence('GRU')), { ...tags, classes: null }).map(({ code }) => code)).toEqual([
      'activation-before-output',
    ]);
    expect(told(between('Embedding', 'GRU', dense()), { ...tags, classes: null })[0]?.message).toBe(
      'Output must get 30 steps, each with one number a class; got 3 from Dense 1; let the block before return its sequence.',
    );
  });
});

describe('a block for steps', () => {
  it.each(['LSTM', 'Conv1D', 'Attention', 'MaxPooling1D', 'Masking'])(
    '%s refuses a row, and lets the block before return its sequence',
    (block) => {
      const graph = between('Embedding', 'LSTM', block, 'Flatten', dense());
      const [problem] = told(graph, tokens);
      const name = block === 'LSTM' ? 'LSTM 2' : `${block} 1`;
      expect(problem).toEqual({
        code: 'shape',
        message: `${name} must get steps, timesteps × features; got 32 from LSTM 1; let the block before return its sequence, or repeat the row.`,
        repairs: ['Return sequences', 'Insert RepeatVector 30'],
      });
      expect(told(pressed(graph, tokens, 'Return sequences'), tokens).filter(({ code }) => code === 'shape')).toEqual([]);
      expect(told(pressed(graph, tokens, 'Insert RepeatVector 30'), tokens).filter(({ code }) => code === 'shape')).toEqual([]);
    },
  );

  it('refuses images, and a block for images refuses steps', () => {
    const image = { input: [8, 8, 3], classes: 3 };
    expect(told(between('LSTM', dense()), image)[0]?.message).toContain(
      'LSTM 1 must get steps, timesteps × features; got 8×8×3 from Input',
    );
    expect(told(between('Conv2D', 'Flatten', dense()), series)[0]?.message).toContain(
      'got 30×4 from Input; take the block of that kind for steps, 1D',
    );
  });

  it('Conv1D has strides or dilation, not both', () => {
    const graph = between({ block: 'Conv1D', params: { strides: 2, dilation: 2 } }, 'GlobalMaxPooling1D', dense());
    expect(told(graph, series)[0]).toEqual({
      code: 'shape',
      message: 'Conv1D 1 must have strides 1 or dilation 1; got strides 2 and dilation 2; use one of them.',
      repairs: ['Strides 1', 'Dilation 1'],
    });
    for (const label of ['Strides 1', 'Dilation 1']) expect(told(pressed(graph, series, label), series)).toEqual([]);
  });

  it.each([
    [{ block: 'Conv1D', params: { padding: 'valid', kernelSize: 31 } }, 'Padding same'],
    [{ block: 'MaxPooling1D', params: { poolSize: 31 } }, 'Padding same'],
    [{ block: 'Reshape', params: { shape: [7, 7] } }, 'Shape 30×4'],
    [{ block: 'Permute', params: { order: '2,1,3' } }, 'Order 2,1'],
    [{ block: 'RepeatVector', params: {} }, null],
  ])('%j is mended by %s', (link, label) => {
    const graph = between(link, 'Flatten', dense());
    expect(told(graph, series).map(({ code }) => code)).toEqual(['shape']);
    if (label !== null) expect(told(pressed(graph, series, label), series)).toEqual([]);
  });
});

describe('advice', () => {
  it('says which word vectors the data has, and begins with them at a press', () => {
    const withVectors: BlockContext = { ...tokens, data: { kind: 'tokens', vocabulary: 50, vectors: 25 } };
    const graph = between('Embedding', 'LSTM', dense());
    expect(told(graph, withVectors)).toEqual([
      {
        code: 'advice',
        message: 'The data has word vectors of 25 numbers; this table begins with random rows.',
        repairs: ['Begin with the vectors'],
      },
    ]);
    expect(told(pressed(graph, withVectors, 'Begin with the vectors'), withVectors)).toEqual([]);
    expect(told(graph, { ...tokens, data: { kind: 'tokens', vocabulary: 50, vectors: null } })).toEqual([]);
  });

  it('puts Dense between a recurrent block and the Output', () => {
    const graph = between('Embedding', { block: 'LSTM', params: { units: 3 } });
    expect(told(graph, tokens)).toEqual([
      {
        code: 'activation-before-output',
        message:
          'LSTM 1 leads straight into Output: its activation limits each number, so that no class can stand out clearly; put Dense 3 between them.',
        repairs: ['Insert Dense 3'],
      },
    ]);
    expect(told(pressed(graph, tokens, 'Insert Dense 3'), tokens)).toEqual([]);
  });

  it('leaves the activation of a recurrent block to it: it works inside', () => {
    expect(told(between('Embedding', { block: 'SimpleRNN', params: { activation: 'linear' } }, dense()), tokens)).toEqual([]);
  });

  it.each(['GlobalAveragePooling1D', 'GlobalMaxPooling1D'])('says that %s knows no padding, and lets padding count at a press', (block) => {
    const graph = between('Embedding', sequence('LSTM'), block, dense());
    expect(told(graph, tokens)).toEqual([
      {
        code: 'mask-unheeded',
        message: `${block} 1 works on padding like on all other steps: it cannot keep to the mask that comes in; take a recurrent block there, or let padding count.`,
        repairs: ['Let padding count'],
      },
    ]);
    expect(told(pressed(graph, tokens, 'Let padding count'), tokens)).toEqual([]);
  });

  it('has none for attention to texts, which leaves padding out itself, and some for attention to series', () => {
    expect(told(between('Embedding', 'AdditiveAttention', dense()), tokens)).toEqual([]);
    expect(told(between('Embedding', 'Attention', 'GlobalMaxPooling1D', dense()), tokens)).toEqual([]);
    expect(told(between('Masking', 'AdditiveAttention', dense()), series).map(({ code }) => code)).toEqual(['mask-unheeded']);
  });

  it('knows no mask behind a recurrent block that returns its last step', () => {
    expect(told(between('Embedding', 'LSTM', { block: 'RepeatVector', params: { times: 4 } }, 'LSTM', dense()), tokens)).toEqual([]);
  });
});

describe('the courses’ figures', () => {
  const parameters = (graph: Graph, context: BlockContext) =>
    [...analyse(graph, context).nodes.values()].map((node) => node.parameters.trainable);

  it('5 inputs, 3 hidden, 1 output: 15 + 9 + 3 weights and 3 + 1 biases', () => {
    const words: BlockContext = { input: [3, 5], classes: 1, data: { kind: 'numbers' } };
    const graph = between({ block: 'SimpleRNN', params: { units: 3 } }, dense(1));
    expect(parameters(graph, words)).toEqual([0, 15 + 9 + 3, 3 + 1, 0]);
    const without = between(
      { block: 'SimpleRNN', params: { units: 3, useBias: false } },
      { block: 'Dense', params: { units: 1, useBias: false } },
    );
    expect(analyse(without, words).totals.trainable).toBe(27);
  });

  it('both readings of the rule are shown: 27, and 18 without the state’s own weights', () => {
    const node = analyse(between({ block: 'SimpleRNN', params: { units: 3 } }, dense(1)), {
      input: [4, 5],
      classes: 1,
      data: { kind: 'numbers' },
    }).nodes.get('simplernn');
    const workings = node?.block?.workings(node.params ?? {}, node.inputs ?? [], node.context) ?? [];
    expect(workings.slice(0, 3).map(({ label, formula, value }) => [label, formula, value])).toEqual([
      ['Parameters', '3·3+5·3+3', '27'],
      ['Without the state’s own weights, as some count', '5·3+3', '18'],
      ['A step', '', '(1,5)·(5,3) and (1,3)·(3,3), once'],
    ]);
  });

  it('SimpleRNN m² + nm + m, LSTM four times, GRU three times and 3m for the reset after the product', () => {
    const [n, m] = [7, 11];
    const words: BlockContext = { input: [4, n], classes: m, data: { kind: 'numbers' } };
    const rule = m * m + n * m + m;
    const count = (block: string, params: Link['params'] = {}) =>
      analyse(between({ block, params: { units: m, ...params } }), words).totals.trainable;
    expect([count('SimpleRNN'), count('LSTM'), count('GRU'), count('GRU', { resetAfter: false })]).toEqual([
      rule,
      4 * rule,
      3 * rule + 3 * m,
      3 * rule,
    ]);
  });

  it('words of a vocabulary of 5 as one-hot codes: (3,5) and (4,5)', () => {
    for (const length of [3, 4]) {
      const words: BlockContext = { input: [length], classes: 2, data: { kind: 'tokens', vocabulary: 5 } };
      expect(analyse(between('OneHot', 'SimpleRNN', dense(2)), words).nodes.get('onehot')?.output).toEqual([length, 5]);
    }
  });
});
