/** What texts.mjs has beside the way of a text to the network where each word gets a tag. */
export const taggingProgram = `
/**
 * Each word and mark of a text with its likeliest tag: [{ token, tag, probability }]. Gets what the network answers to
 * coder.input(text), all its numbers in one row. Words beyond the network's timesteps have no tag.
 */
export function tagsOf({ preprocessing: settings, labels }, coder, text, probabilities) {
  const words = coder.words(text);
  // Numbered from 1, since 0 is padding.
  const places = padded(words.map((_, place) => place + 1), settings);
  return [...places].flatMap((place, step) => {
    if (place === paddingCode) return [];
    const own = probabilities.slice(step * labels.length, (step + 1) * labels.length);
    const probability = own.reduce((most, each) => Math.max(most, each));
    return { token: words[place - 1], tag: labels[own.indexOf(probability)], probability };
  });
}
`;
