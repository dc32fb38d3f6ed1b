import type { TextLook } from '#app/contract/texts.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { type SampleStep, unpreparedSteps } from '#app/data/texts/task-sample.ts';
import type { ColumnUse } from './text-settings.svelte.ts';

interface Chosen {
  answers: TextPreprocessing['answers'];
  preprocessing: TextPreprocessing;
  of(use: ColumnUse): string | null;
}
type Row = TextLook['preview'][number];

/** The first text of a source as timesteps, before anything is imported, and its class where that is learned. */
export function importSample(look: TextLook, settings: Chosen): { steps: SampleStep[]; answer: string | null } {
  const cell = (row: Row | undefined, use: ColumnUse) => {
    const at = look.columns.findIndex(({ name }) => name === settings.of(use));
    return row?.cells[at] ?? '';
  };
  if (look.kind !== 'tagged') {
    const row = look.preview.find((one) => cell(one, 'text').trim() !== '');
    return { steps: unpreparedSteps(cell(row, 'text'), settings.preprocessing), answer: cell(row, 'label') || null };
  }
  const words = firstSentence(look.preview);
  if (settings.answers === 'tags') {
    return { steps: words.map((row) => ({ code: null, token: cell(row, 'token'), answer: cell(row, 'tag') })), answer: null };
  }
  return { steps: unpreparedSteps(words.map((row) => cell(row, 'token')).join(' '), settings.preprocessing), answer: null };
}

/** Words on lines one below the other: an empty line ends a sentence. */
function firstSentence(rows: readonly Row[]): Row[] {
  const end = rows.findIndex(({ place }, at) => at > 0 && Number(place) !== Number(rows[at - 1]?.place) + 1);
  return rows.slice(0, end < 0 ? rows.length : end);
}
