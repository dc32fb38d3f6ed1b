import { answersOf, type Preprocessing } from '#app/data/preprocessing.ts';

/** What goes along with an exported model, by what it was trained on. */
export function goesAlong(preprocessing: Preprocessing): string {
  const { kind } = preprocessing;
  if (kind === 'images' || kind === 'texts') return 'Preprocessing, labels and ten examples go with it.';
  const answers = answersOf(preprocessing);
  const names = answers === 'numbers' ? 'the way back to its own units' : answers === 'several' ? 'what each answer means' : 'its labels';
  const examples = kind === 'series' ? 'windows' : 'rows';
  return `What each column goes through, ${names}, a program that answers raw rows, and ten ${examples} as examples go with it.`;
}
