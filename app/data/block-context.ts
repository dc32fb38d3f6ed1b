import type { BlockContext } from '../blocks/block.ts';
import { type ImagePreprocessing, imageShape } from './images.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { TextFacts } from './texts/facts.ts';
import { codeCount, type FittedText, textShape } from './texts/fitted.ts';
import type { TextPreprocessing } from './texts/preprocessing.ts';

/** What a model meets in a dataset. */
export interface ModelledData {
  preprocessing: Preprocessing;
  classes: readonly unknown[];
  texts: TextFacts | null;
}

/** What the blocks must know of a dataset; null while its texts are not prepared. */
export function blockContextOf({ preprocessing, classes, texts }: ModelledData): BlockContext | null {
  if (preprocessing.kind === 'images') return imageContext(preprocessing, classes.length);
  return texts === null ? null : textContext(preprocessing, texts, classes.length);
}

/** Of images: [height, width, channels]. */
export const imageContext = (images: ImagePreprocessing, classes: number): BlockContext => ({
  input: imageShape(images),
  data: { kind: 'images' },
  classes,
});

/** Of texts as they were fitted: [timesteps] of tokens, or numbers. */
export const fittedContext = (fitted: FittedText, classes: number): BlockContext =>
  textContext(fitted.settings, { codes: codeCount(fitted), shape: textShape(fitted) }, classes);

/** What the blocks call what is answered. */
export const blockAnswers = { class: 'item', tags: 'step', next: 'next' } as const;

function textContext(
  { encoding, answers }: Pick<TextPreprocessing, 'encoding' | 'answers'>,
  { codes, shape, vectors }: Pick<TextFacts, 'codes' | 'shape'> & { vectors?: TextFacts['vectors'] },
  classes: number,
): BlockContext {
  const known = vectors === undefined ? {} : { vectors: vectors?.dimension ?? null };
  return {
    input: shape,
    data: encoding === 'integer' ? { kind: 'tokens', vocabulary: codes, ...known } : { kind: 'numbers' },
    // What comes next is one of the codes.
    classes: answers === 'next' ? codes : classes,
    answers: blockAnswers[answers],
  };
}
