import { describe, expect, it } from 'vitest';
import { suggestedWay } from '#app/graph/templates/way.ts';

const tokens = { input: [24], data: { kind: 'tokens' as const, vocabulary: 40 } };

describe('the way of a text through the model to begin with', () => {
  it('loses its steps where it has one class', () => {
    const way = suggestedWay({ ...tokens, classes: 2 });
    expect(way?.cell).toEqual({ name: 'LSTM', both: false });
    expect(way?.steps.map(({ block, shape }) => `${block} ${shape.join('×')}`)).toEqual([
      'Input 24',
      'Embedding 24×32',
      'LSTM 64',
      'Dense 2',
      'Output 2',
    ]);
  });

  it('keeps them where each has an answer, and reads tags from both sides', () => {
    const way = suggestedWay({ ...tokens, classes: 9, answers: 'step' });
    expect(way?.cell).toEqual({ name: 'LSTM', both: true });
    expect(way?.steps.at(-1)).toEqual({ block: 'Output', shape: [24, 9] });
    expect(suggestedWay({ ...tokens, classes: 40, answers: 'next' })?.cell).toEqual({ name: 'LSTM', both: false });
  });

  it('has no cell where nothing is read in order', () => {
    expect(suggestedWay({ input: [500], data: { kind: 'numbers' }, classes: 2 })?.cell).toBeNull();
  });
});
