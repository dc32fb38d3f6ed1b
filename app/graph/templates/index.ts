import type { BlockContext, Data } from '../../blocks/block.ts';
import { dataOf } from '../../blocks/rules.ts';
import { bagOfWords } from './bag-of-words.ts';
import { bilstmTagger } from './bilstm-tagger.ts';
import { charLm } from './char-lm.ts';
import { gruClassifier } from './gru-classifier.ts';
import { lectureCnn } from './lecture-cnn.ts';
import { lstmClassifier } from './lstm-classifier.ts';
import { rnnClassifier } from './rnn-classifier.ts';
import { smallCnn } from './small-cnn.ts';
import { softmax } from './softmax.ts';
import type { Template } from './template.ts';

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
];

/** The template of a name, or undefined. */
export const templateOf = (name: string): Template | undefined => templates.find((template) => template.name === name);

/** The templates that suit such data, the one to begin with first. What reads tokens reads rows of features a step too. */
export function templatesFor(context: BlockContext): readonly Template[] {
  const { kind } = dataOf(context);
  const { input, answers = 'item' } = context;
  const inSteps = kind === 'numbers' && input.length === 2;
  return templates.filter(({ for: suits }) => suits.answers === answers && (suits.data === kind || (inSteps && suits.data === 'tokens')));
}

const inputs: Readonly<Record<Data['kind'], Pick<BlockContext, 'input' | 'data'>>> = {
  images: { input: [32, 32, 3] },
  tokens: { input: [64], data: { kind: 'tokens', vocabulary: 1000 } },
  numbers: { input: [1000], data: { kind: 'numbers' } },
};

/** What a template is sized for where there is no data: 10 classes of 32×32×3, of 64 tokens or of 1,000 numbers. */
export const usualContext = ({ for: { data, answers } }: Template) => ({ ...inputs[data], answers, classes: 10 });
