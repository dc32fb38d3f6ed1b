import type { BlockContext, Carried, Shape } from '#app/blocks/block.ts';
import { dataOf } from '#app/blocks/rules.ts';
import { type ItemWords, itemWords } from '#app/data/item-words.ts';
import { grouped, shapeText } from '#app/numbers.ts';

/** What comes out of a block: "32×32×64", "64×32" of timesteps and features, "64 tokens". */
export const shapeWords = (shape: Shape, carries: Carried): string =>
  carries === 'tokens' ? `${shape.map(grouped).join('×')} tokens` : shapeText(shape);

/** What enters a model: "32×32×3", "64 tokens of 1,234 codes", "1,000 numbers". */
export function inputWords(context: BlockContext): string {
  const data = dataOf(context);
  const { input } = context;
  if (data.kind === 'tokens') return `${shapeWords(input, 'tokens')} of ${grouped(data.vocabulary)} codes`;
  return data.kind === 'numbers' && input.length === 1 ? `${grouped(input[0] ?? 0)} numbers` : shapeText(input);
}

/** What an item is called where only the blocks' context is known: rows of numbers may be of anything. */
export const itemWordsOf = (context: BlockContext): ItemWords =>
  itemWords({ images: 'images' as const, tokens: 'texts' as const, numbers: undefined }[dataOf(context).kind]);
