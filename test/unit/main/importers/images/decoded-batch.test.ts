import { expect, it } from 'vitest';
import { joined, separate, settled } from '#main/importers/images/decoded-batch.ts';
import type { FileResult } from '#main/importers/images/protocol.ts';

const item: FileResult = { kind: 'item', width: 1, height: 1, bytes: 1, modifiedAt: 1, hash: 'h', pixels: 'p' };
const skipped: FileResult = { kind: 'skipped', reason: 'got text', gone: false };
const large: FileResult = { kind: 'large', memory: 5 };
const batch = { results: [item, skipped, large, item], pixels: Uint8Array.of(1, 2, 3, 4) };

it('gives every file its own pixels', () => {
  expect(separate(batch).map(({ pixels }) => [...pixels])).toEqual([[1, 2], [], [], [3, 4]]);
});

it('joins what it has separated', () => {
  expect(joined(separate(batch))).toEqual(batch);
});

it('skips what is still undone', () => {
  expect(settled(batch).results.map((result) => result.kind)).toEqual(['item', 'skipped', 'skipped', 'item']);
});
