import { between, coverage, drawsOf, paint, side } from './drawing.ts';
import { samplePixels } from './sample-pixels.ts';
import type { ImageSample } from './sample-set.ts';

/** Signed distance of a point to an outline around the origin that encloses `area`. */
type Outline = (x: number, y: number, area: number) => number;

const sixth = Math.PI / 6;
const fifth = Math.PI / 5;
/** Radius of a star's inner corners, in that of its tips. */
const waist = 0.42;

const circle: Outline = (x, y, area) => Math.hypot(x, y) - Math.sqrt(area / Math.PI);

const square: Outline = (x, y, area) => Math.max(Math.abs(x), Math.abs(y)) - Math.sqrt(area) / 2;

/** Equilateral: half planes at its inner radius. */
const triangle: Outline = (x, y, area) => {
  const inner = Math.sqrt(area / (3 * Math.sqrt(3)));
  return Math.max(y, Math.cos(sixth) * x - Math.sin(sixth) * y, -Math.cos(sixth) * x - Math.sin(sixth) * y) - inner;
};

/** Five tips: folded into half of one, only the straight edge from tip to waist is left. */
const star: Outline = (x, y, area) => {
  const tip = Math.sqrt(area / (5 * waist * Math.sin(fifth)));
  const turned = Math.abs((((Math.atan2(y, x) % (2 * fifth)) + 3 * fifth) % (2 * fifth)) - fifth);
  const distance = Math.hypot(x, y);
  const edgeX = waist * tip * Math.cos(fifth) - tip;
  const edgeY = waist * tip * Math.sin(fifth);
  const pointX = distance * Math.cos(turned) - tip;
  const pointY = distance * Math.sin(turned);
  return (edgeY * pointX - edgeX * pointY) / Math.hypot(edgeX, edgeY);
};

const outlines: readonly { name: string; outline: Outline }[] = [
  { name: 'circle', outline: circle },
  { name: 'square', outline: square },
  { name: 'star', outline: star },
  { name: 'triangle', outline: triangle },
];

/** Four shapes in any colour, place, size and turn, all of the same area on average: only the form tells them apart. */
export const shapes: ImageSample = {
  kind: 'images',
  name: 'shapes',
  title: 'Shapes',
  description: 'Circles, squares, stars and triangles of any colour, size and turn: a small CNN learns them within a minute.',
  version: 1,
  classes: outlines.map(({ name }) => name),
  template: 'small-cnn',
  preprocessing: samplePixels,
  imagesPerClass: 300,
  draw(label, number) {
    const random = drawsOf(101, label, number);
    const outline = outlines[label]?.outline;
    if (outline === undefined) throw new RangeError(`There is no shape ${label}`);
    const area = between(random, 20, 30) ** 2;
    const turn = between(random, 0, 2 * Math.PI);
    // Tips may come near the edge, not beyond it.
    const room = side / 2 - Math.sqrt(area) * 0.92;
    const centreX = side / 2 + between(random, -room, room);
    const centreY = side / 2 + between(random, -room, room);
    return paint(random, (x, y) => {
      const dx = x - centreX;
      const dy = y - centreY;
      return coverage(outline(dx * Math.cos(turn) + dy * Math.sin(turn), dy * Math.cos(turn) - dx * Math.sin(turn), area));
    });
  },
};
