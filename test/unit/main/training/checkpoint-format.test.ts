import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '#main/training/checkpoint-format.ts';
import { drawnCheckpoint } from '#test/helpers/checkpoints.ts';

const bytesOf = () => Buffer.concat(encodeCheckpoint(drawnCheckpoint()).pieces);
const headerLength = (bytes: Buffer) => bytes.readUInt32LE(8);

/** The file with another header, whose sum is right: what somebody makes on purpose. */
function withHeader(change: (header: ReturnType<typeof JSON.parse>) => void): Buffer {
  const bytes = bytesOf();
  const end = 44 + headerLength(bytes);
  const header = JSON.parse(bytes.subarray(44, end).toString());
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([bytes.subarray(0, 8), length, createHash('sha256').update(text).digest(), text, bytes.subarray(end)]);
}

function withByte(at: (bytes: Buffer) => number): Buffer {
  const bytes = bytesOf();
  const place = at(bytes);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  return bytes;
}

describe('a checkpoint file', () => {
  it('gives back exactly what was put in', () => {
    const { bodySha256, ...read } = decodeCheckpoint(bytesOf(), 'file');
    expect(read).toEqual(drawnCheckpoint());
    expect(bodySha256).toBe(encodeCheckpoint(drawnCheckpoint()).bodySha256);
  });

  it('is read from before answers could be numbers', () => {
    const old = withHeader((header) => {
      header.progress.train = { loss: 0.5, accuracy: 0.75 };
      header.progress.validation = { loss: 0.6, accuracy: 0.7 };
    });
    expect(decodeCheckpoint(old, 'file').progress).toEqual(drawnCheckpoint().progress);
  });

  it('has another body sum when one weight differs in its last bit', () => {
    const other = drawnCheckpoint();
    const bits = new Uint32Array(other.weights[0]?.values.buffer ?? new ArrayBuffer(0));
    bits[0] = (bits[0] ?? 0) ^ 1;
    expect(encodeCheckpoint(other).bodySha256).not.toBe(encodeCheckpoint(drawnCheckpoint()).bodySha256);
  });

  it('keeps NaN payloads and infinities of slots bit for bit', () => {
    const odd = drawnCheckpoint();
    odd.slots[0]?.values.set([Number.NaN, Number.POSITIVE_INFINITY, -0]);
    const [slot] = decodeCheckpoint(Buffer.concat(encodeCheckpoint(odd).pieces), 'file').slots;
    expect([...(slot?.values.subarray(0, 3) ?? [])]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, -0]);
  });
});

describe('a checkpoint file that is not as it was written is refused:', () => {
  const mutants: [string, () => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('{"weights": []}')],
    ['a prefix alone', () => bytesOf().subarray(0, 20)],
    ['cut in the header', () => bytesOf().subarray(0, 100)],
    ['cut in the body', () => bytesOf().subarray(0, -5)],
    ['with bytes behind', () => Buffer.concat([bytesOf(), Buffer.alloc(4)])],
    ['a flipped bit in the mark', () => withByte(() => 0)],
    ['a flipped bit in the length', () => withByte(() => 8)],
    ['a header of 4 GB', () => Buffer.concat([bytesOf().subarray(0, 8), Buffer.from([255, 255, 255, 255]), bytesOf().subarray(12)])],
    ['a flipped bit in the header sum', () => withByte(() => 12)],
    ['a flipped bit in the header', () => withByte((bytes) => 44 + headerLength(bytes) - 3)],
    ['a flipped bit in the first weight', () => withByte((bytes) => 44 + headerLength(bytes))],
    ['a flipped bit in the last slot', () => withByte((bytes) => bytes.length - 1)],
    [
      'a negative shape',
      () =>
        withHeader((header) => {
          header.arrays[0].shape = [-36];
        }),
    ],
    [
      'a shape that is not whole',
      () =>
        withHeader((header) => {
          header.arrays[0].shape = [36.5];
        }),
    ],
    [
      'a shape beyond all memory',
      () =>
        withHeader((header) => {
          header.arrays[0].shape = [2e9, 2e9, 2e9];
        }),
    ],
    [
      'a shape that multiplies to a small number by overflow',
      () =>
        withHeader((header) => {
          header.arrays[0].shape = [2 ** 31, 2 ** 31, 4];
        }),
    ],
    [
      'an offset into another array',
      () =>
        withHeader((header) => {
          header.arrays[1].offset = 0;
        }),
    ],
    [
      'a type of another size',
      () =>
        withHeader((header) => {
          header.arrays[0].dtype = 'string';
        }),
    ],
    [
      'an array less than its body',
      () =>
        withHeader((header) => {
          header.arrays.pop();
        }),
    ],
    [
      'a hundred dimensions',
      () =>
        withHeader((header) => {
          header.arrays[0].shape = Array(100).fill(1);
        }),
    ],
    [
      'an epoch that is none',
      () =>
        withHeader((header) => {
          header.progress.epoch = null;
        }),
    ],
    [
      'another format',
      () =>
        withHeader((header) => {
          header.format = 2;
        }),
    ],
    [
      'a header that is a list',
      () =>
        withHeader((header) => {
          header.arrays = { length: 1e9 };
        }),
    ],
  ];
  it.each(mutants)('%s', (_, mutant) => {
    expect(() => decodeCheckpoint(mutant(), 'epoch-00003.ckpt')).toThrow(expect.objectContaining({ code: 'checkpoint-damaged' }));
  });
});
