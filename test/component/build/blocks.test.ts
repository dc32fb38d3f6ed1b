import { describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { blocks } from '#app/blocks/index.ts';
import { analyse } from '#app/graph/analyse.ts';
import { blockIcon, hasIcon } from '#renderer/features/build/block-icons.ts';
import { blockLabel, withoutName } from '#renderer/features/build/block-label.ts';
import { blocksFor, blocksThatFit, findBlocks } from '#renderer/features/build/find-blocks.ts';
import { fieldsFor } from '#renderer/features/build/values-of.ts';
import { fakeGraph } from '../../helpers/fake-objects.ts';

const context = { input: [32, 32, 3], classes: 4 };
const types = (found: readonly { type: string }[]): string[] => found.map(({ type }) => type);

describe('a block’s icon', () => {
  it.each(blocks.map((block) => [block.title, block.icon]))('of %s is carried: %s', (_, icon) => expect(hasIcon(icon)).toBe(true));
  it('is a plain box for a block that nobody knows, whatever it is called', () => {
    const box = blockIcon(undefined);
    expect(blockIcon('nonsense')).toBe(box);
    expect(blockIcon('constructor')).toBe(box);
  });
});

describe('finding blocks', () => {
  it('gives all where nothing is sought', () => expect(findBlocks('  ')).toHaveLength(blocks.length));
  it('puts those first whose name begins with it', () => expect(types(findBlocks('max'))[0]).toBe('MaxPooling2D'));
  it('knows keywords', () => expect(types(findBlocks('feature map'))).toContain('Conv2D'));
  it('wants every word', () =>
    expect(types(findBlocks('pooling global average'))).toEqual(['GlobalAveragePooling2D', 'GlobalAveragePooling1D']));
  it('gives none for what no block is called', () => expect(findBlocks('<img src=x>')).toEqual([]));
});

describe('blocks that fit a wire', () => {
  it('take an image, and never what takes nothing', () => {
    const fitting = types(blocksThatFit([32, 32, 8], context));
    expect(fitting).toContain('Conv2D');
    expect(fitting).toContain('Flatten');
    expect(fitting).not.toContain('Input');
  });
  it('do not convolve a row of numbers', () => {
    const fitting = types(blocksThatFit([64], context));
    expect(fitting).toContain('Dense');
    expect(fitting).not.toContain('Conv2D');
  });
  it('end in Output only where there is one number a class', () => {
    expect(types(blocksThatFit([4], context))).toContain('Output');
    expect(types(blocksThatFit([5], context))).not.toContain('Output');
  });
  it('make numbers of tokens, and of nothing else', () => {
    const texts: BlockContext = { input: [30], classes: 4, data: { kind: 'tokens', vocabulary: 100 } };
    expect(types(blocksThatFit([30], texts, 'tokens'))).toEqual(['Embedding', 'OneHot']);
    expect(types(blocksThatFit([30, 8], texts))).toContain('LSTM');
    expect(types(blocksThatFit([30, 8], texts))).not.toContain('Embedding');
    expect(types(blocksThatFit([30, 8], texts))).not.toContain('Conv2D');
  });
  it('are all that take anything where the shape is not known', () => {
    expect(blocksThatFit(null, context)).toHaveLength(blocks.filter((block) => block.inputs.most > 0).length);
  });
});

it('a block’s problem does not repeat the name that stands above it, and names others', () => {
  expect(withoutName('Dense 1 must get numbers; got tokens.', 'Dense 1')).toBe('must get numbers; got tokens.');
  expect(withoutName('Dense 12 must get numbers.', 'Dense 1')).toBe('Dense 12 must get numbers.');
});

it('what only a GRU has is asked only where both directions are one', () => {
  const graph = {
    version: 1 as const,
    nodes: [
      { id: 'input', block: 'Input', params: {} },
      { id: 'both', block: 'Bidirectional', params: {} },
    ],
    edges: [{ from: 'input', to: 'both' }],
  };
  const node = analyse(graph, { input: [8, 4], classes: 3, data: { kind: 'numbers' } }).nodes.get('both');
  const shown = (layer: string) => fieldsFor(node, { layer }).map(([name]) => name);
  expect(shown('LSTM')).toEqual(['layer', 'units', 'mergeMode', 'returnSequences']);
  expect(shown('GRU')).toContain('resetAfter');
});

describe('what a screen reader says of a block', () => {
  it('is its name, shape, parameters, problems and place', () => {
    const analysis = analyse(fakeGraph(), context);
    expect(blockLabel(analysis, 'dense')).toBe('Dense 1, 4, 12,292 parameters, no problem, 3 of 4');
    expect(blockLabel(analysis, 'input')).toBe('Input, 32×32×3, no parameters, no problem, 1 of 4');
  });
  it('tells the problem in place of "no problem"', () => {
    const analysis = analyse(fakeGraph(7), context);
    expect(blockLabel(analysis, 'output')).toMatch(
      /^Output, no shape yet, no parameters, Output must get 4 numbers, one a class; got 7 .*, 4 of 4$/,
    );
  });
});

describe('blocks for the data', () => {
  const suiting = (context: BlockContext) => types([...blocksFor(context)]);
  it('of images convolve and pool in two directions, and do not recur', () => {
    const found = suiting(context);
    expect(found).toEqual(expect.arrayContaining(['Input', 'Conv2D', 'MaxPooling2D', 'Flatten', 'Dense', 'Add', 'Reshape', 'Output']));
    expect(found).not.toContain('LSTM');
    expect(found).not.toContain('Embedding');
  });
  it('of tokens embed, recur, attend and convolve over the steps, in one direction', () => {
    const found = suiting({ input: [24], classes: 2, data: { kind: 'tokens', vocabulary: 40 } });
    expect(found).toEqual(
      expect.arrayContaining([
        'Embedding',
        'OneHot',
        'SimpleRNN',
        'LSTM',
        'GRU',
        'Bidirectional',
        'Attention',
        'Conv1D',
        'Dense',
        'Output',
      ]),
    );
    expect(found.filter((type) => type.endsWith('2D'))).toEqual([]);
  });
  it('of rows of numbers neither embed nor recur', () => {
    const found = suiting({ input: [40], classes: 2, data: { kind: 'numbers' } });
    expect(found).toContain('Dense');
    for (const type of ['Embedding', 'LSTM', 'Conv1D', 'Conv2D']) expect(found).not.toContain(type);
  });
});
