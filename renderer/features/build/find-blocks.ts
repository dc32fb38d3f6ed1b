import type { Block, BlockContext, Carried, Shape } from '#app/blocks/block.ts';
import { blocks } from '#app/blocks/index.ts';

/** Blocks whose name, summary or keywords hold every word sought; those whose name begins with it first. */
export function findBlocks(sought: string): readonly Block[] {
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return blocks;
  const found = blocks.filter((block) => {
    const text = [block.title, block.summary, ...block.keywords].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = (block: Block): number => (block.title.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return found.toSorted((a, b) => begins(a) - begins(b));
}

/** Blocks that take what comes out of a wire, [height, width, channels], [timesteps, features] or [features], with their defaults. */
export function blocksThatFit(shape: Shape | null, context: BlockContext, carries: Carried = 'numbers'): readonly Block[] {
  return blocks.filter((block) => {
    if (block.inputs.most === 0) return false;
    if (shape === null) return true;
    if ((block.takes ?? 'numbers') !== carries) return false;
    const params = block.params.safeParse({});
    return params.success && block.shape(params.data, [shape], context).ok;
  });
}
