import { Decoding, type Encoding, wholeLength } from './decoding.ts';

/** What a file's bytes are: an encoding and the length of its byte order mark, or what they are instead of text. */
export type DetectedEncoding = { name: Encoding; mark: number } | { other: string };

const marks: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How files begin that are often taken for texts. */
const beginnings: readonly [string, string][] = [
  ['%PDF', 'a PDF'],
  ['PK\x03\x04', 'a zip archive, such as an Excel or Word file'],
  ['\x1f\x8b', 'a gzip archive'],
  ['\xd0\xcf\x11\xe0', 'an old Excel or Word file'],
  ['PAR1', 'a Parquet file'],
  ['SQLite format 3', 'an SQLite database'],
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['\xff\xfe\0\0', 'text in UTF-32'],
  ['\0\0\xfe\xff', 'text in UTF-32'],
];

/** Above this share of control characters it is no text. */
const mostControls = 0.1;

/**
 * Tells the encoding by samples of a file, the first from its beginning, all from even places; a single one is the whole file. Without a mark: UTF-16 by its zeros,
 * UTF-8 where its sequences are right or mostly so, else Windows-1252, of which Latin-1 is a part.
 */
export function detectEncoding(samples: readonly Buffer[]): DetectedEncoding {
  const [head = Buffer.alloc(0)] = samples;
  const start = head.toString('latin1', 0, 16);
  const beginning = beginnings.find(([bytes]) => start.startsWith(bytes));
  if (beginning !== undefined) return { other: beginning[1] };
  for (const [name, bytes] of marks) if (bytes.every((byte, i) => head[i] === byte)) return { name, mark: bytes.length };
  const bytes = countBytes(samples);
  if (bytes.all > 0 && bytes.evenZeros + bytes.oddZeros === bytes.all) return { other: 'nothing but zeros' };
  if (bytes.oddZeros > bytes.all / 8 && bytes.evenZeros < bytes.oddZeros / 8) return { name: 'utf-16le', mark: 0 };
  if (bytes.evenZeros > bytes.all / 8 && bytes.oddZeros < bytes.evenZeros / 8) return { name: 'utf-16be', mark: 0 };
  if (bytes.controls > bytes.all * mostControls) return { other: 'something that is no text' };
  return { name: mostlyUtf8(samples) ? 'utf-8' : 'windows-1252', mark: 0 };
}

function countBytes(samples: readonly Buffer[]) {
  const counts = { all: 0, evenZeros: 0, oddZeros: 0, controls: 0 };
  for (const sample of samples) {
    counts.all += sample.length;
    for (let i = 0; i < sample.length; i += 1) {
      const byte = sample[i] ?? 0;
      if (byte >= 32 || (byte >= 9 && byte <= 13) || byte === 27) continue;
      counts.controls += 1;
      if (byte === 0) counts[i % 2 === 0 ? 'evenZeros' : 'oddZeros'] += 1;
    }
  }
  return counts;
}

/** Whether characters of several bytes are more often right than wrong; a file of ASCII alone is UTF-8. */
function mostlyUtf8(samples: readonly Buffer[]): boolean {
  let right = 0;
  let wrong = 0;
  for (const sample of samples) {
    const text = new Decoding('utf-8').decode(samples.length > 1 ? wholeCharacters(sample) : sample, true);
    right += text.match(/[^\0-\x7f\p{Surrogate}]/gu)?.length ?? 0;
    wrong += text.match(/\p{Surrogate}/gu)?.length ?? 0;
  }
  return wrong === 0 || right > wrong;
}

/** A sample without the characters it begins and ends within. */
function wholeCharacters(sample: Buffer): Buffer {
  const from = [...sample.subarray(0, 3)].findIndex((byte) => (byte & 0xc0) !== 0x80);
  const inner = sample.subarray(Math.max(0, from));
  return inner.subarray(0, wholeLength(inner, 'utf-8'));
}
