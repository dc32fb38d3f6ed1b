import { describe, expect, it } from 'vitest';
import { augmenter } from '#app/data/augment.ts';
import { augmentation } from '#app/runs/config.ts';

type Shape = [number, number, number];
const off = augmentation.parse({});

/** What each of `count` items with these pixels becomes. */
function results(settings: Partial<typeof off>, shape: Shape, pixels: number[], count = 40): number[][] {
  const augment = augmenter({ ...off, ...settings }, shape, 7);
  return Array.from({ length: count }, (_, item) => {
    const copy = Uint8Array.from(pixels);
    augment?.(copy, item, 1);
    return [...copy];
  });
}

const different = (images: number[][]) => [...new Set(images.map((image) => image.join(',')))].sort();

it('is nothing where nothing is to be changed', () => {
  expect(augmenter(off, [4, 4, 3], 7)).toBeNull();
});

it('repeats for the same seed, epoch and item, and differs for any other', () => {
  const settings = { ...off, rotate: 30, shift: 0.2, brightness: 0.3 };
  const one = (seed: number, item: number, epoch: number) => {
    const pixels = Uint8Array.from({ length: 192 }, (_, at) => at);
    augmenter(settings, [8, 8, 3], seed)?.(pixels, item, epoch);
    return pixels;
  };
  expect(one(7, 3, 1)).toEqual(one(7, 3, 1));
  for (const other of [one(8, 3, 1), one(7, 4, 1), one(7, 3, 2)]) expect(other).not.toEqual(one(7, 3, 1));
});

describe('flips', () => {
  it('left and right in about half of the images', () => {
    const images = results({ flipHorizontal: true }, [1, 3, 2], [1, 2, 3, 4, 5, 6], 400);
    expect(different(images)).toEqual(['1,2,3,4,5,6', '5,6,3,4,1,2']);
    expect(Math.abs(images.filter(([first]) => first === 5).length - 200)).toBeLessThan(50);
  });

  it('upside down', () => {
    expect(different(results({ flipVertical: true }, [3, 1, 1], [1, 2, 3]))).toEqual(['1,2,3', '3,2,1']);
  });
});

describe('shifts', () => {
  it('by whole pixels up to the share given, with the edge repeated', () => {
    const images = different(results({ shift: 0.25 }, [1, 4, 1], [10, 20, 30, 40]));
    expect(images).toEqual(['10,10,20,30', '10,20,30,40', '20,30,40,40']);
  });
});

describe('turns', () => {
  it('about the middle, by up to so many degrees', () => {
    const cross = [0, 0, 0, 0, 200, 0, 0, 0, 0];
    for (const image of results({ rotate: 180 }, [3, 3, 1], cross)) expect(image[4]).toBe(200);
  });

  it('leave an even image alone', () => {
    const flat = new Array<number>(75).fill(90);
    expect(different(results({ rotate: 45, shift: 0.1 }, [5, 5, 3], flat))).toEqual([flat.join(',')]);
  });

  it('mix neighbouring pixels: nothing brighter or darker appears', () => {
    const image = Array.from({ length: 49 }, (_, at) => 40 + ((at * 31) % 150));
    for (const turned of results({ rotate: 90 }, [7, 7, 1], image)) {
      expect(Math.min(...turned)).toBeGreaterThanOrEqual(40);
      expect(Math.max(...turned)).toBeLessThanOrEqual(189);
    }
  });

  it('to the left and to the right alike', () => {
    const corner = Array.from({ length: 81 }, (_, at) => (at % 9 > 4 && at < 36 ? 255 : 0));
    const images = results({ rotate: 60 }, [9, 9, 1], corner, 200);
    const leftwards = images.filter(
      (image) => (image[3 * 9 + 2] ?? 0) + (image[1 * 9 + 3] ?? 0) > (image[6 * 9 + 6] ?? 0) + (image[5 * 9 + 7] ?? 0),
    ).length;
    expect(leftwards).toBeGreaterThan(50);
    expect(leftwards).toBeLessThan(150);
  });
});

describe('brightness', () => {
  it('adds the same to all, up to the share of 255, and stays in 0 to 255', () => {
    const images = results({ brightness: 0.5 }, [1, 2, 1], [0, 100], 400);
    const added = images.map(([, second]) => (second ?? 0) - 100);
    expect([Math.min(...added), Math.max(...added)]).toEqual([expect.closeTo(-100, -1), expect.closeTo(127, -1)]);
    for (const [first, second] of images) expect(first).toBe(Math.max((second ?? 0) - 100, 0));
  });

  it('leaves how opaque a pixel is', () => {
    for (const image of results({ brightness: 1 }, [1, 2, 4], [9, 9, 9, 77, 9, 9, 9, 88])) expect([image[3], image[7]]).toEqual([77, 88]);
  });
});

it('takes images of a single pixel', () => {
  expect(different(results({ rotate: 90, shift: 0.5, flipHorizontal: true, flipVertical: true }, [1, 1, 3], [1, 2, 3]))).toEqual(['1,2,3']);
});
