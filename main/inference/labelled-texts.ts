import { appError } from '#app/errors.ts';
import type { Watch } from '#main/blocks.ts';
import { unpacked } from '#main/importers/texts/packed.ts';
import type { TextReader } from '#main/importers/texts/reader-process.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import type { LabelledText } from '#main/training/protocol.ts';

/** Some texts of a file with the class of each, and what cannot be judged among them. */
export interface LabelledTexts {
  texts: LabelledText[];
  skipped: { path: string; reason: string }[];
}

/** Where the texts and their labels stand; of a folder both absent. */
export interface LabelledColumns {
  text?: string | undefined;
  label?: string | undefined;
}

/**
 * The columns to be read: those asked for, else those that the run's data came from where the file has them, else those that look
 * like text and label. Rejects with labels-missing, and as looking at a file does.
 */
export async function labelledColumns(
  reader: TextReader,
  asked: LabelledColumns,
  usual: LabelledColumns,
  signal: AbortSignal,
): Promise<LabelledColumns> {
  const look = await reader.look(signal);
  if (look.kind === 'folder') return {};
  const names = look.columns.map(({ name }) => name);
  const there = (name: string | undefined) => (name !== undefined && names.includes(name) ? name : undefined);
  const label = asked.label ?? there(usual.label) ?? look.suggested.label ?? undefined;
  if (label === undefined) throw appError('labels-missing', { file: look.path, known: names.map((name) => `"${name}"`).join(', ') });
  return { text: asked.text ?? there(usual.text) ?? look.suggested.text ?? undefined, label };
}

/**
 * Reads the texts some at a time, as an import would. Those with a label that is none of the classes are skipped: their truth is none
 * of the model's answers. Rejects with labels-unknown where that is so of all, and as reading a file does.
 */
export async function* labelledTexts(
  reader: TextReader,
  { path, columns, classes }: { path: string; columns: LabelledColumns; classes: readonly string[] },
  { signal, told }: Watch,
): AsyncGenerator<LabelledTexts> {
  // A name with an accent is written in one letter or two, depending on the system it was typed on.
  const numbers = new Map(classes.map((name, number) => [name.normalize('NFC'), number]));
  const unknown = new Set<string>();
  let known = 0;
  for await (const batch of reader.rows(columns, signal, told)) {
    const found: LabelledTexts = { texts: [], skipped: batch.skipped.map(({ place, reason }) => ({ path: placeName(place), reason })) };
    for (const [row, text] of unpacked(batch.texts).entries()) {
      const label = batch.labels[row];
      const where = placeName(batch.places[row] ?? '');
      if (typeof text !== 'string' || typeof label !== 'string') {
        found.skipped.push({ path: where, reason: 'it has no label' });
        continue;
      }
      const number = numbers.get(label.normalize('NFC'));
      if (number === undefined) {
        if (unknown.size < mostNamed) unknown.add(label);
        found.skipped.push({ path: where, reason: `"${label}" is none of the model's classes` });
      } else found.texts.push({ text, path: where, label: number });
    }
    known += found.texts.length;
    yield found;
  }
  if (known > 0) return;
  throw appError('labels-unknown', {
    file: path,
    known: classes.slice(0, mostNamed).join(', '),
    got: [...unknown].join(', ') || 'none that can be read',
  });
}

const mostNamed = 10;
