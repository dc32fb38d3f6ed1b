import type { Generation } from '#app/contract/predictions.ts';
import type { CoreCommand } from '../command.ts';
import { idOf, notBelowZeroOf, textOf, wholeOf } from '../values.ts';

/** Tokens asked for at once: a few seconds of writing, so that Ctrl-C is heard. */
const atOnce = 50;
const usualLength = 200;

export const generate: CoreCommand = {
  name: 'generate',
  takes: 'RUN [--seed-text "…"] [--length N] [--temperature T] [--top-k K] [--seed S]',
  summary: 'write a text on, as the texts that a run has learned from',
  details:
    'Of a run that has learned what comes next. A temperature below 1 keeps to what is likely, one above 1 dares more; 0 always takes the likeliest token.\nThe same seed writes the same text.',
  examples: ['unfold generate 3 --seed-text "Once"', 'unfold generate 3 --length 500 --temperature 0.7 --top-k 10 --json'],
  options: {
    'seed-text': { value: '"…"', help: 'how the text begins' },
    length: { value: 'N', help: `tokens to add; ${usualLength} otherwise` },
    temperature: { value: 'T', help: 'how much it dares, from 0; 1 otherwise' },
    'top-k': { value: 'K', help: 'draw from the K likeliest tokens alone' },
    seed: { value: 'S', help: 'of what is drawn' },
  },
  words: [1, 1],
  async run(session, [asked = ''], given) {
    const run = idOf('run', asked);
    const seedText = textOf(given, 'seed-text') ?? '';
    const length = wholeOf(given, 'length', 1) ?? usualLength;
    const sampling = { temperature: notBelowZeroOf(given, 'temperature') ?? 1, topK: wholeOf(given, 'top-k', 0) ?? 0 };
    const seed = wholeOf(given, 'seed', 0);
    let written: Generation = { added: '', codes: [], next: [] };
    for (let done = 0; done < length && !session.interrupted.aborted; done += atOnce) {
      written = await session.call('predictions.generate', {
        run,
        seedText,
        length: Math.min(atOnce, length - done),
        sampling,
        ...(seed === undefined ? {} : { seed }),
        ...(done === 0 ? {} : { codes: written.codes }),
      });
      session.progress.show('Writing', Math.min(length, done + atOnce), length);
    }
    session.progress.clear();
    const text = `${seedText}${written.added}`;
    return { json: { text, seedText, added: written.added }, text, ...(session.interrupted.aborted ? { code: 130 } : {}) };
  },
};
