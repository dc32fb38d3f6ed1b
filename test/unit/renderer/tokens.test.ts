import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { strongestTint } from '#renderer/ui/token-weights.ts';
import { colour, contrast, oklabDistance, over, type Sight, seenAs } from '../../helpers/colour.ts';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');

/** Every token that has a colour a theme: name → [light, dark] as OKLCH. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light: colour(light), dark: colour(dark) },
  ]),
);
const grounds = ['bg', 'surface', 'sunken', 'accent-soft'];
const themes = ['light', 'dark'] as const;

function token(name: string, theme: (typeof themes)[number]): ReturnType<typeof colour> {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`tokens.css must define --${name} with light-dark()`);
  return found[theme];
}

describe.each(themes)('%s', (theme) => {
  it.each(['text', 'muted', 'accent', 'ok', 'warn', 'error'])('%s can be read on every ground', (name) => {
    for (const ground of grounds) expect(contrast(token(name, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(4.6);
  });

  it.each(['edge', 'focus'])('%s can be seen on every ground', (name) => {
    for (const ground of grounds) expect(contrast(token(name, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(3);
  });

  it('text on the accent can be read', () => {
    expect(contrast(token('on-accent', theme), token('accent', theme))).toBeGreaterThanOrEqual(4.6);
  });

  it.each(['for', 'against'])('words can be read on the strongest tint of what speaks %s a class', (name) => {
    for (const ground of ['bg', 'surface', 'sunken']) {
      const tinted = over(token(name, theme), strongestTint / 100, token(ground, theme));
      expect(contrast(token('text', theme), tinted), ground).toBeGreaterThanOrEqual(4.6);
      // The line below the words.
      expect(contrast(token(name, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(3);
    }
  });

  it.each<Sight>(['full', 'protan', 'deutan', 'tritan'])('what speaks for a class and against it is told apart with %s sight', (sight) => {
    const [one, two] = ['for', 'against'].map((name) =>
      seenAs(over(token(name, theme), strongestTint / 100, token('surface', theme)), sight),
    );
    expect(oklabDistance(one ?? [0, 0, 0], two ?? [0, 0, 0])).toBeGreaterThanOrEqual(0.1);
  });

  it.each([1, 2, 3, 4, 5, 6])('series %i can be seen on the grounds of charts', (index) => {
    for (const ground of ['bg', 'surface']) {
      expect(contrast(token(`series-${index}`, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(3);
    }
  });

  it.each<Sight>(['full', 'protan', 'deutan', 'tritan'])('series are told apart with %s sight', (sight) => {
    const series = [1, 2, 3, 4, 5, 6].map((index) => seenAs(token(`series-${index}`, theme), sight));
    for (const [place, one] of series.entries()) {
      for (const [other, two] of series.entries()) {
        if (other > place) expect(oklabDistance(one, two), `${place + 1} and ${other + 1}`).toBeGreaterThanOrEqual(0.1);
      }
    }
  });
});
