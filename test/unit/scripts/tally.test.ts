import { describe, expect, it } from 'vitest';
import { Tally } from '../../../scripts/test/tally.mjs';

const failure = (name: string) => ({ name, message: '' });

describe('Tally', () => {
  it('counts over all stages', () => {
    const tally = new Tally();
    tally.add({ passed: 3, failed: [], skipped: [] });
    tally.add({ passed: 4, failed: [failure('a')], skipped: [] });
    expect(tally.line).toBe('7 passed, 1 failed');
  });

  it('counts what was skipped as neither', () => {
    const tally = new Tally();
    tally.add({ passed: 1, failed: [], skipped: [{ name: 'b', reason: 'there is no Chromium' }] });
    expect(tally.line).toBe('1 passed, 0 failed');
    expect(tally.skipped).toHaveLength(1);
  });
});
