import { describe, expect, it } from 'vitest';
import { configProto } from '#main/engine/tensorflow/config-proto.ts';

/** Bytes as protoc writes them for the same ConfigProto, in the order of our fields. */
describe('configProto', () => {
  it('fixes both thread pools and lets GPU memory grow', () => {
    expect([...configProto({ intraThreads: 2, interThreads: 1, allowGpu: true })]).toEqual([0x10, 2, 0x28, 1, 0x32, 2, 0x20, 1]);
  });

  it('counts no GPU where none is allowed', () => {
    const bytes = [...configProto({ intraThreads: 2, interThreads: 1, allowGpu: false })];
    expect(bytes.slice(8)).toEqual([0x0a, 7, 0x0a, 3, 0x47, 0x50, 0x55, 0x10, 0]);
  });

  it('writes numbers above 127 in more than one byte', () => {
    expect([...configProto({ intraThreads: 300, interThreads: 1, allowGpu: true })].slice(0, 3)).toEqual([0x10, 0xac, 0x02]);
  });
});
