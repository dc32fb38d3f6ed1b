import { Decoding } from '../texts/decoding.ts';
import { jsonBeginning, ownValue, readObject, tooLong } from '../texts/json-rows.ts';
import { LineReader, wholeLines } from '../texts/lines.ts';
import { mostCharacters } from '../texts/records.ts';
import { type TextFormat, textFeeder } from './text-table.ts';

/** One JSON object a line: the keys are the columns. Keys that come first behind the beginning are no columns. */
export const jsonFormat: TextFormat = {
  kind: 'json-lines',
  beginning(path, head) {
    const { nested, ...found } = jsonBeginning(path, head);
    return { ...found, all: found.sample, dialect: null, hints: { header: found.names, delimiter: null, nested } };
  },
  feeder(_, __, { encoding, filling, columns }) {
    const decoding = new Decoding(encoding);
    const reader = new LineReader(
      wholeLines({
        line(line, number) {
          const read = readObject(line);
          if (read === null) return;
          if (typeof read === 'string') filling.skip({ place: number, column: null, reason: read });
          else
            filling.takeRow(
              number,
              columns.map(({ name, reader: cell }) => cell.readValue(ownValue(read, name))),
            );
        },
        long: (number) => filling.skip({ place: number, column: null, reason: tooLong }),
      }),
      mostCharacters,
    );
    return textFeeder(({ bytes, last }) => reader.feed(decoding.decode(bytes, last), last));
  },
};
