import type { BlockContext, Carried, RowPart, Shape } from '#app/blocks/block.ts';
import { dataOf } from '#app/blocks/rules.ts';
import { type ItemWords, itemWords } from '#app/data/item-words.ts';
import { dataToSuit } from '#app/graph/templates/index.ts';
import { counted, grouped, shapeText } from '#app/numbers.ts';

/** What comes out of a block: "32×32×64", "64×32" of timesteps and features, "64 tokens". */
export const shapeWords = (shape: Shape, carries: Carried): string =>
  carries === 'tokens' ? `${shape.map(grouped).join('×')} tokens` : shapeText(shape);

/** What enters a model: "32×32×3", "64 tokens of 1,234 codes", "1,000 numbers", "28 steps of 3 numbers", "4 numbers, 32×32×3 and 32 tokens". */
export function inputWords(context: BlockContext): string {
  const data = dataOf(context);
  const { input } = context;
  if (data.kind === 'tokens') return `${shapeWords(input, 'tokens')} of ${grouped(data.vocabulary)} codes`;
  if (data.kind !== 'numbers') return shapeText(input);
  if (data.parts !== undefined) return mixedWords(data.parts);
  const numbers = counted(input.at(-1) ?? 0, 'number');
  if (input.length === 1) return numbers;
  return data.of === 'series' ? `${counted(input[0] ?? 0, 'step')} of ${numbers}` : shapeText(input);
}

function mixedWords(parts: readonly RowPart[]): string {
  const before = parts[0]?.from ?? 0;
  const words = parts.map(({ shape, data: { kind } }) => shapeWords(shape, kind === 'tokens' ? 'tokens' : 'numbers'));
  const all = before > 0 ? [counted(before, 'number'), ...words] : words;
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

const kinds = { images: 'images', tokens: 'texts', numbers: undefined, rows: 'tables', series: 'series', mixed: 'tables' } as const;

/** What an item is called where only the blocks' context is known: rows of numbers may be of anything. */
export const itemWordsOf = (context: BlockContext): ItemWords => itemWords(kinds[dataToSuit(context)]);
