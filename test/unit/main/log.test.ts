import { expect, test } from 'vitest';
import { logTo } from '#main/log.ts';

test('writes one JSON object a line, whatever the names hold', () => {
  const lines: string[] = [];
  logTo((line) => lines.push(line)).warn('slow', { name: 'a"\n<script>', bytes: new Uint8Array(3), big: 5n });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', message: 'slow', name: 'a"\n<script>', bytes: '3 bytes', big: '5' });
});

test('keeps the stack of an error', () => {
  const lines: string[] = [];
  logTo((line) => lines.push(line)).error('broke', { error: new TypeError('why') });
  expect(JSON.parse(lines[0] ?? '').error).toMatchObject({ name: 'TypeError', message: 'why', stack: expect.stringContaining('log.test') });
});

test('a log that cannot be written breaks nobody', () => {
  const log = logTo(() => {
    throw new Error('disk full');
  });
  expect(() => log.info('x')).not.toThrow();
});
