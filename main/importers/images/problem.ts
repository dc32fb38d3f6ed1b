/**
 * Why a file is not taken as an image, said so that it follows "… must be an image;": "got text", "got a file that is cut off".
 * Expected of any file from outside; every other error is a bug.
 */
export class ImageProblem extends Error {
  override readonly name = 'ImageProblem';
}

/** The most a file may weigh and an image may measure; above, it is refused before anything is decoded. */
export const limits = { bytes: 200e6, pixels: 100e6 } as const;

/** Throws for a size that cannot be or that no memory should be spent on. */
export function checkSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new ImageProblem(`got an image of ${width}×${height} pixels`);
  if (width * height > limits.pixels) {
    throw new ImageProblem(`got ${grouped(width)}×${grouped(height)} pixels, more than ${limits.pixels / 1e6} megapixels`);
  }
}

const grouped = (value: number): string => value.toString().replace(/\B(?=(\d{3})+$)/g, ',');

export const cutOff = () => new ImageProblem('got a file that is cut off');
export const damaged = (format: string, what: string) => new ImageProblem(`got a damaged ${format} (${what})`);
