import type { Drawn } from './drawn.ts';

/** Bytes that mean something in files of text. */
const places = [0x22, 0x2c, 0x0a, 0x0d, 0x00, 0xff, 0xc3, 0x80, 0x5c, 0x7b, 0x7d, 0x09, 0x20, 0x2d] as const;

/** The bytes with some overwritten by those that mean something, a piece cut out, doubled or cut off. */
export function damaged(source: Buffer, random: Drawn): Buffer {
  const bytes = Buffer.from(source);
  const place = () => random.whole(0, bytes.length - 1);
  switch (random.pick(['meaning', 'meaning', 'meaning', 'flip', 'cut', 'remove', 'double'])) {
    case 'meaning':
      for (let i = random.whole(1, 8); i > 0; i -= 1) bytes[place()] = random.pick(places);
      return bytes;
    case 'flip':
      for (let i = random.whole(1, 8); i > 0; i -= 1) {
        const at = place();
        const turned = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
        // What is a comment is another test's matter.
        if (turned !== 0x23) bytes[at] = turned;
      }
      return bytes;
    case 'cut':
      return bytes.subarray(0, random.whole(1, bytes.length));
    case 'remove': {
      const at = place();
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.whole(1, 60))]);
    }
    default: {
      const at = place();
      return Buffer.concat([bytes.subarray(0, at + random.whole(1, 200)), bytes.subarray(at)]);
    }
  }
}
