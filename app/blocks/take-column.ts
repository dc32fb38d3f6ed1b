import type { z } from 'zod';
import { shapeText, size } from '../numbers.ts';
import { applied, appliedTo } from './applied.ts';
import type { Block, BlockContext, Data, Shape } from './block.ts';
import { named, parameters } from './parameter.ts';
import { codesOf, fits, lastAxis, memoryWorking, misfit, noParameters, partsOf } from './rules.ts';

/** What stands for all columns that are neither images nor texts. */
const numbers = '';

/** Features of a row before its images and texts. */
const numbersIn = (context: BlockContext): number => partsOf(context)[0]?.from ?? lastAxis(context.input);

const choicesOf = (context: BlockContext) => [
  ...(numbersIn(context) > 0 ? [{ value: numbers, label: 'Numbers and categories' }] : []),
  ...partsOf(context).map(({ column }) => ({ value: column, label: column })),
];

const { params, fields } = parameters({
  column: named(numbers, choicesOf, {
    label: 'Takes',
    help: 'The column whose image or text goes on from here; or the numbers and categories of all other columns.',
  }),
});
type TakeColumnParams = z.infer<typeof params>;

/** Where it lies in a row and what it is; null where the data has no such column. */
function taken({ column }: TakeColumnParams, context: BlockContext): { from: number; shape: Shape; data: Data } | null {
  if (column !== numbers) return partsOf(context).find((part) => part.column === column) ?? null;
  const codes = codesOf(context);
  const data: Data = { kind: 'numbers', of: 'rows', ...(codes.length > 0 && { codes }) };
  return numbersIn(context) > 0 ? { from: 0, shape: [numbersIn(context)], data } : null;
}

/** Takes one image or text, or the numbers, out of rows that have several of these: the way of each modality begins here. */
export const takeColumn: Block<TakeColumnParams> = {
  type: 'TakeColumn',
  title: 'TakeColumn',
  group: 'input',
  icon: 'split',
  summary: 'Takes the image, the text or the numbers out of a row that has several of them.',
  help: 'A row of a table may hold an image and a text beside its numbers. All of it enters together; each of these blocks takes one of them out, so that it can go its own way: an image through Conv2D, a text through Embedding and a recurrent block, numbers through Dense. Concatenate brings the ways together again. Pixels of 0 to 255 are divided by 255; the tokens of a text stay whole numbers, so Embedding or OneHot has to follow. It has no weights.',
  keywords: ['multimodal', 'mixed inputs', 'several inputs', 'split', 'slice', 'branch', 'crop'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  takes: 'parts',
  gives(p, context) {
    const found = taken(p, context);
    return found === null ? context : { input: found.shape, data: found.data };
  },
  describe: ({ column }) => (column === numbers ? 'numbers and categories' : column),
  shape(p, _inputs, context) {
    const found = taken(p, context);
    if (found !== null) return fits(found.shape);
    const choices = choicesOf(context);
    const got = p.column === numbers ? 'numbers, which no column has' : `"${p.column}"`;
    const repairs = choices.map(({ value, label }) => ({ label: `Take ${label}`, kind: 'set' as const, params: { column: value } }));
    return misfit('TakeColumn', context, `take one of ${choices.map(({ label }) => `"${label}"`).join(', ')}`, got, '', repairs);
  },
  parameters: noParameters,
  operations: () => 0,
  workings(p, _inputs, context) {
    const { from, shape } = taken(p, context) ?? { from: 0, shape: [] };
    return [
      { label: 'Features of the row', formula: '', value: `${from + 1} to ${from + size(shape)}, as ${shapeText(shape)}` },
      memoryWorking(shape),
    ];
  },
  build(tf, p, inputs, context) {
    const found = taken(p, context);
    if (found === null) throw new RangeError(`TakeColumn must take a column of the data; got "${p.column}"`);
    const { from, shape, data } = found;
    const width = lastAxis(context.input);
    const features = size(shape);
    // There is no layer that cuts rows; as images of one pixel's width they can be cropped, in every program that reads the model.
    const upright = appliedTo(inputs, tf.layers.reshape({ targetShape: [width, 1, 1], name: context.nameOf('upright') }));
    const cropping: [[number, number], [number, number]] = [
      [from, width - from - features],
      [0, 0],
    ];
    const cut = applied(tf.layers.cropping2D({ cropping, name: context.nameOf('cut') }), upright);
    const isImage = data.kind === 'images';
    const whole = tf.layers.reshape({ targetShape: [...shape], name: isImage ? context.nameOf('pixels') : context.name });
    const part = applied(whole, cut);
    return isImage ? applied(tf.layers.rescaling({ scale: 1 / 255, name: context.name }), part) : part;
  },
  keras: 'Cropping2D',
  pytorch: 'torch.narrow',
};
