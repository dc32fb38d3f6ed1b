import { describe, expect, it } from 'vitest';
import { configProto } from '#main/engine/tensorflow/config-proto.ts';

/** Bytes as protoc writes them for the same ConfigProto, in the order of our fields. */
describe('configProto', () => {
  const [perSession, asWritten] = [
    [0x48, 1],
    [0x52, 6, 0x52, 4, 0x18, 2, 0x38, 2],
  ] as const;

  it('fixes both thread pools for the session alone, lets GPU memory grow and computes what is written', () => {
    const bytes = [...configProto({ intraThreads: 2, interThreads: 1, allowGpu: true })];
    expect(bytes).toEqual([0x10, 2, 0x28, 1, 0x32, 2, 0x20, 1, ...perSession, ...asWritten]);
  });

  it('joins no operations where they are to stay as written', () => {
    const bytes = [...configProto({ intraThreads: 2, interThreads: 1, allowGpu: true, asWritten: true })];
    expect(bytes.slice(-10)).toEqual([0x52, 8, 0x52, 6, 0x18, 2, 0x38, 2, 0x70, 2]);
  });

  it('counts no GPU where none is allowed', () => {
    const bytes = [...configProto({ intraThreads: 2, interThreads: 1, allowGpu: false })];
    expect(bytes.slice(0, 9)).toEqual([0x0a, 7, 0x0a, 3, 0x47, 0x50, 0x55, 0x10, 0]);
  });

  it('writes numbers above 127 in more than one byte', () => {
    expect([...configProto({ intraThreads: 300, interThreads: 1, allowGpu: true })].slice(0, 3)).toEqual([0x10, 0xac, 0x02]);
  });
});
