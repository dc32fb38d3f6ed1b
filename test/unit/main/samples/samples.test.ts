import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { side } from '#main/samples/drawing.ts';
import { firstBit } from '#main/samples/first-bit.ts';
import { grammar, obeysGrammar } from '#main/samples/grammar.ts';
import { partsOfSpeech } from '#main/samples/parts-of-speech.ts';
import { reviews } from '#main/samples/reviews.ts';
import { shapes } from '#main/samples/shapes.ts';
import { stripes } from '#main/samples/stripes.ts';
import { wordLanguages } from '#main/samples/word-languages.ts';

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

describe.each([reviews, firstBit])('$name', (sample) => {
  const rows = sample.write();

  it('is the same whenever it is written', () => {
    expect(sample.write()).toEqual(rows);
  });

  it('has no text twice, and each class as often', () => {
    expect(rows).toHaveLength(sample.items);
    expect(new Set(rows.map(({ text }) => text)).size).toBe(sample.items);
    expect(rows.filter(({ label }) => label === 1)).toHaveLength(sample.items / 2);
  });
});

it('words tell little of a review: each that judges comes in both classes, and “not” does', () => {
  const shareOfLiked = (word: string) => {
    const having = reviews.write().filter(({ text }) => new RegExp(`\\b${word}\\b`, 'i').test(text));
    expect(having.length).toBeGreaterThan(50);
    return having.filter(({ label }) => label === 1).length / having.length;
  };
  for (const word of ['good', 'great', 'bad', 'awful', 'not', 'never', 'but', 'film', 'movie']) {
    expect(shareOfLiked(word)).toBeGreaterThan(0.25);
    expect(shareOfLiked(word)).toBeLessThan(0.75);
  }
});

it('the first symbol of up to 30 decides, and no other tells it', () => {
  const rows = firstBit.write();
  for (const { text, label } of rows) expect(text).toMatch(new RegExp(`^${label}[01]{5,29}$`));
  expect(rows.filter(({ text }) => text.length === 30).length).toBeGreaterThan(rows.length / 3 - 1);
  const second = rows.filter(({ text, label }) => text[1] === String(label)).length / rows.length;
  expect(Math.abs(second - 0.5)).toBeLessThan(0.05);
});

it('every word of the languages stands once, with its language as often as the others', () => {
  const rows = wordLanguages.write();
  expect(new Set(rows.map(({ text }) => text)).size).toBe(wordLanguages.items);
  for (const [label] of wordLanguages.classes.entries())
    expect(rows.filter((row) => row.label === label)).toHaveLength(wordLanguages.items / wordLanguages.classes.length);
  expect(wordLanguages.write()).toEqual(rows);
});

it('many words are of more than one part of speech', () => {
  const sentences = partsOfSpeech.write();
  expect(sentences).toHaveLength(partsOfSpeech.items);
  const tagsOf = (word: string) =>
    new Set(sentences.flat().flatMap((each) => (each.word === word ? [partsOfSpeech.classes[each.tag]] : [])));
  expect(tagsOf('light')).toEqual(new Set(['NOUN', 'VERB', 'ADJ']));
  expect(tagsOf('can')).toEqual(new Set(['NOUN', 'AUX']));
  expect(tagsOf('the')).toEqual(new Set(['DET']));
  expect(partsOfSpeech.write()).toEqual(sentences);
});

it('every line of the grammar obeys it, and its check finds what does not', () => {
  const lines = grammar.write();
  expect(new Set(lines).size).toBe(grammar.items);
  expect(lines.filter((line) => !obeysGrammar(line))).toEqual([]);
  for (const wrong of ['a cat see the dog.', 'two cats sees the dog.', 'a cats see a dog.', 'the cat sees the dog', 'the cat sees.', ''])
    expect(obeysGrammar(wrong)).toBe(false);
  expect(grammar.write()).toEqual(lines);
});
