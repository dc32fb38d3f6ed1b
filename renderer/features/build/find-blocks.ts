import type { Block, BlockContext, Carried, Field, Shape } from '#app/blocks/block.ts';
import { blocks } from '#app/blocks/index.ts';
import { dataOf } from '#app/blocks/rules.ts';

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
    const params = block.params.safeParse(firstChoices(block, context));
    return params.success && block.shape(params.data, [shape], context).ok;
  });
}

/** Of parameters that are names in the data the first, where it has some. */
const firstChoices = ({ fields }: Block, context: BlockContext): Record<string, string> =>
  Object.fromEntries(
    Object.entries<Field>(fields).flatMap(([name, field]) => {
      const first = field.choicesOf?.(context)[0];
      return first === undefined ? [] : [[name, first.value]];
    }),
  );

/** What data of a kind is on its way through a model: as it enters, and as its usual blocks leave it. */
function onTheWay(context: BlockContext): readonly { shape: Shape; carries: Carried }[] {
  const numbers = (...shape: number[]) => ({ shape, carries: 'numbers' as const });
  const data = dataOf(context);
  if (data.kind === 'numbers' && data.parts !== undefined) {
    const kinds = data.parts.flatMap(({ shape, data: own }) => onTheWay({ ...context, input: shape, data: own }));
    return [{ shape: context.input, carries: 'parts' }, ...kinds, numbers(64)];
  }
  switch (data.kind) {
    case 'images':
      return [numbers(64, 64, 8), numbers(64)];
    case 'tokens':
      return [{ shape: context.input, carries: 'tokens' }, numbers(64, 8), numbers(64)];
    case 'numbers':
      return context.input.length > 1 ? [numbers(64, 8), numbers(64)] : [numbers(64)];
  }
}

/** Blocks that are of use for such data, whatever their place; the others need another kind of data, or to be led there by Reshape. */
export function blocksFor(context: BlockContext): ReadonlySet<Block> {
  const fitting = onTheWay(context).flatMap(({ shape, carries }) => blocksThatFit(shape, { ...context, classes: null }, carries));
  const always = blocks.filter(({ type, group, inputs }) => inputs.most !== 1 || group === 'output' || type === 'Reshape');
  return new Set([...fitting, ...always]);
}
