/** A colour in linear sRGB, each 0 to 1. */
export type Linear = readonly [red: number, green: number, blue: number];
export type Sight = 'full' | 'protan' | 'deutan' | 'tritan';

type Matrix = readonly (readonly [number, number, number])[];
const times = (matrix: Matrix, [a, b, c]: Linear): Linear => {
  const [x = 0, y = 0, z = 0] = matrix.map(([p, q, r]) => p * a + q * b + r * c);
  return [x, y, z];
};
const clip = (colour: Linear): Linear => {
  const [r = 0, g = 0, b = 0] = colour.map((part) => Math.min(1, Math.max(0, part)));
  return [r, g, b];
};

/** Reads "L C H" of oklch() as the screen shows it. https://bottosson.github.io/posts/oklab/ */
export function colour(oklch: string): Linear {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.trim().split(/\s+/).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const [l, m, s] = [
    (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  return clip([
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]);
}

/** A colour of an opacity on a ground, as a screen lays it: in sRGB's own numbers. */
export function over(one: Linear, opacity: number, ground: Linear): Linear {
  const encoded = (part: number): number => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055);
  const decoded = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const [r = 0, g = 0, b = 0] = one.map((part, at) => decoded(opacity * encoded(part) + (1 - opacity) * encoded(ground[at] ?? 0)));
  return [r, g, b];
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(one: Linear, two: Linear): number {
  const luminance = ([r, g, b]: Linear): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [low = 0, high = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB. */
const blindness: Record<Exclude<Sight, 'full'>, Matrix> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour as eyes with this sight see it. */
export const seenAs = (one: Linear, sight: Sight): Linear => (sight === 'full' ? one : clip(times(blindness[sight], one)));

/** How far apart two colours look: Euclidean in OKLab. */
export function oklabDistance(one: Linear, two: Linear): number {
  const [a, b] = [oklab(one), oklab(two)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function oklab(linear: Linear): Linear {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  const [l = 0, m = 0, s = 0] = cones.map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l, m, s],
  );
}
