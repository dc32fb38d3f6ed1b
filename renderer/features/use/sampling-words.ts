/** The highest that the slider gives. */
export const highestTemperature = 2;

/** What a temperature does to the draw, for people. */
export function temperatureWords(temperature: number): string {
  if (temperature === 0) return 'Always the likeliest token: every seed writes the same.';
  if (temperature < 0.6) return 'Keeps to what is likely, and repeats itself soon.';
  if (temperature < 1) return 'A little surer than it has learned.';
  if (temperature === 1) return 'As likely as it has learned it.';
  if (temperature <= 1.4) return 'Dares what is less likely.';
  return 'Much is chance: mistakes come more often.';
}

/** Why every seed writes the same text; null where they differ. */
export function sameForAllSeeds({ temperature, topK }: { temperature: number; topK: number }): string | null {
  if (temperature === 0) return 'at temperature 0 every seed writes the same';
  return topK === 1 ? 'with one token to draw from every seed writes the same' : null;
}

/** The whole text; words that are added begin with a space of their own, where the text before has none. */
export function wholeText(seedText: string, added: string): string {
  return /\s$/.test(seedText) && added.startsWith(' ') ? `${seedText}${added.slice(1)}` : `${seedText}${added}`;
}
