import type { BlockContext } from '../blocks/block.ts';
import { channelCount } from './images.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { TextFacts } from './texts/facts.ts';

/** What a model meets in a dataset. */
export interface ModelledData {
  preprocessing: Preprocessing;
  classes: readonly unknown[];
  texts: TextFacts | null;
}

/** What the blocks must know of a dataset: the shape of an item, what it consists of, and how many classes there are. */
export function blockContextOf({ preprocessing, classes, texts }: ModelledData): BlockContext {
  if (preprocessing.kind === 'images') {
    const { height, width, channels } = preprocessing;
    return { input: [height, width, channelCount[channels]], data: { kind: 'images' }, classes: classes.length };
  }
  if (texts === null) throw new TypeError('texts must be prepared before a model can be made for them');
  const data = preprocessing.encoding === 'integer' ? ({ kind: 'tokens', vocabulary: texts.codes } as const) : ({ kind: 'numbers' } as const);
  return { input: texts.shape, data, classes: classes.length };
}
