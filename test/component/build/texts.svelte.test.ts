import { describe, expect, it } from 'vitest';
import { templateOf } from '#app/graph/templates/index.ts';
import { contextFor } from '#renderer/features/build/block-context.ts';
import { blockLabel } from '#renderer/features/build/block-label.ts';
import { Editor } from '#renderer/features/build/editor.svelte.ts';
import { inputWords, shapeWords } from '#renderer/features/build/shape-words.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeModel, fakeTexts } from '../../helpers/fake-data.ts';

/** Each is another model: what was edited of one and not saved yet waits under its id. */
let models = 0;
/** The editor of a template's model, looked at with data. */
function editorOf(template: string, dataset: ReturnType<typeof fakeDataset>): Editor {
  const context = contextFor(dataset, null);
  const graph = context === null ? undefined : templateOf(template)?.graph(context.input, 2);
  if (context === null || graph === undefined) throw new Error(`no template ${template} for this data`);
  return new Editor(new FakeClient({ 'models.history': () => ({ undo: [], redo: [] }) }), fakeModel(graph, { id: ++models }), context);
}

describe('what blocks know of texts', () => {
  it('are their tokens and codes, once they are prepared', () => {
    expect(contextFor(fakeTexts(), null)).toEqual({
      input: [24],
      data: { kind: 'tokens', vocabulary: 40, vectors: null },
      classes: 2,
      answers: 'item',
    });
    expect(contextFor(fakeTexts({ texts: null }), null)).toBeNull();
  });
  it('is what the template was sized for, where there is no data', () => {
    expect(contextFor(null, 'lstm-classifier')).toMatchObject({ input: [64], data: { kind: 'tokens' }, classes: null });
    expect(contextFor(null, 'small-cnn')).toMatchObject({ input: [32, 32, 3], classes: null });
    expect(contextFor(null, null)).toMatchObject({ input: [32, 32, 3], classes: null });
  });
  it('is written as tokens, steps and numbers', () => {
    const texts = contextFor(fakeTexts(), null);
    expect(texts === null ? '' : inputWords(texts)).toBe('24 tokens of 40 codes');
    expect(inputWords({ input: [1000], classes: 2, data: { kind: 'numbers' } })).toBe('1,000 numbers');
    expect([shapeWords([24], 'tokens'), shapeWords([24, 32], 'numbers'), shapeWords([64], 'numbers')]).toEqual([
      '24 tokens',
      '24×32',
      '64',
    ]);
  });
});

describe('a model on texts', () => {
  it('of a template for texts says what flows', () => {
    const { analysis } = editorOf('lstm-classifier', fakeTexts());
    expect(analysis.ok).toBe(true);
    expect(analysis.order.slice(0, 3).map((id) => blockLabel(analysis, id))).toEqual([
      'Input, 24 tokens, no parameters, no problem, 1 of 5',
      'Embedding 1, 24×32, 1,280 parameters, no problem, 2 of 5',
      'LSTM 1, 64, 24,832 parameters, no problem, 3 of 5',
    ]);
  });
  it('of a template for images says on the block what is wrong, and a click mends it', () => {
    const editor = editorOf('softmax', fakeTexts());
    const wrong = editor.analysis.problems[0];
    expect(wrong?.message).toMatch(/^Flatten 1 must get numbers; got tokens from Input/);
    expect(editor.analysis.nodes.get(wrong?.node ?? '')?.name).toBe('Flatten 1');
    const repair = wrong?.repairs.find(({ label }) => label === 'Insert Embedding');
    if (repair === undefined) throw new Error('no repair inserts an embedding');
    editor.repair(repair);
    expect(editor.analysis.ok).toBe(true);
    editor.undo();
    expect(editor.analysis.ok).toBe(false);
  });
  it('follows the data', () => {
    const editor = editorOf('lstm-classifier', fakeTexts());
    const images = contextFor(fakeDataset(), null);
    if (images !== null) editor.lookWith(images);
    expect(editor.analysis.problems.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Embedding 1 must get tokens; got images/),
    );
  });
});
