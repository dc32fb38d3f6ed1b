import { type Draws, draws } from '#app/runs/random.ts';

/** Side of a drawn image in pixels. */
export const side = 64;

export type Colour = readonly [red: number, green: number, blue: number];

/** Between `from` and `to`, evenly. */
export const between = (random: Draws, from: number, to: number): number => from + (to - from) * random.next();

/** A dark ground and a light figure, 90 levels of brightness apart at least, each of any hue. */
export function contrasting(random: Draws): [ground: Colour, figure: Colour] {
  for (;;) {
    const ground = colour(random, 10, 140);
    const figure = colour(random, 80, 255);
    if (luma(figure) - luma(ground) >= 90) return [ground, figure];
  }
}

const colour = (random: Draws, from: number, to: number): Colour => [
  between(random, from, to),
  between(random, from, to),
  between(random, from, to),
];
const luma = ([red, green, blue]: Colour): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/**
 * Paints an RGB image [64, 64, 3]: `cover` says how much of the pixel at (x, y), 0 to 1, has the figure's colour. The ground
 * gets lighter along one direction, and every pixel a little noise.
 */
export function paint(random: Draws, cover: (x: number, y: number) => number): Uint8Array {
  const [ground, figure] = contrasting(random);
  const slopeX = between(random, -0.3, 0.3);
  const slopeY = between(random, -0.3, 0.3);
  const grain = between(random, 2, 12);
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const share = cover(x + 0.5, y + 0.5);
      const light = (x - side / 2) * slopeX + (y - side / 2) * slopeY + grain * (random.next() + random.next() - 1);
      for (let channel = 0; channel < 3; channel += 1, at += 1) {
        const under = ground[channel] ?? 0;
        pixels[at] = Math.max(0, Math.min(255, Math.round(under + ((figure[channel] ?? 0) - under) * share + light)));
      }
    }
  }
  return pixels;
}

/** How much of a pixel lies inside an outline, from its centre's distance to it: negative inside. */
export const coverage = (distance: number): number => Math.max(0, Math.min(1, 0.5 - distance));

/** The random numbers of one image: the sample's seed, its class and its number decide them all. */
export const drawsOf = (seed: number, label: number, number: number): Draws => draws(seed, label, number);
