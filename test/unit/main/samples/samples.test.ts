import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { side } from '#main/samples/drawing.ts';
import { shapes } from '#main/samples/shapes.ts';
import { stripes } from '#main/samples/stripes.ts';

describe.each([shapes, stripes])('$name', (sample) => {
  const hash = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex');

  it('draws the same image for the same number', () => {
    expect(sample.draw(1, 5)).toEqual(sample.draw(1, 5));
  });

  it('draws no image twice', () => {
    const images = sample.classes.flatMap((_, label) => Array.from({ length: 40 }, (__, number) => hash(sample.draw(label, number))));
    expect(new Set(images).size).toBe(images.length);
  });

  it('fills a picture of 64×64 in RGB', () => {
    expect(sample.draw(0, 0).length).toBe(side * side * 3);
  });

  it('has images that brightness alone does not tell apart', () => {
    const means = sample.classes.map((_, label) => {
      const images = Array.from({ length: 60 }, (__, number) => sample.draw(label, number));
      return images.reduce((sum, pixels) => sum + pixels.reduce((total, value) => total + value, 0) / pixels.length, 0) / images.length;
    });
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(35);
  });
});

it('all shapes have the same area on average', () => {
  const areas = shapes.classes.map((_, label) => {
    const shares = Array.from({ length: 60 }, (__, number) => {
      const pixels = shapes.draw(label, number);
      // The figure is what is clearly lighter than the corner.
      const corner = (pixels[0] ?? 0) + (pixels[1] ?? 0) + (pixels[2] ?? 0);
      let light = 0;
      for (let at = 0; at < pixels.length; at += 3)
        if ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0) > corner + 110) light += 1;
      return light / (side * side);
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  });
  expect(Math.max(...areas) / Math.min(...areas)).toBeLessThan(1.25);
});
