import { describe, expect, it } from 'vitest';
import { duration, progressOn } from '#main/cli/progress.ts';

function output(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, columns: 40, write: (text: string) => written.push(text) > 0 };
}

describe('progress', () => {
  it('draws one bar in place on a terminal, never wider than it', () => {
    const out = output(true);
    const progress = progressOn(out, () => 1e6);
    progress.show('Importing a folder with a long name', 50, 100, '10 a second, 5 s left');
    expect(out.written).toHaveLength(1);
    expect(out.written[0]).toMatch(/^\r/);
    expect([...(out.written[0] ?? '').replace('\r\u001b[2K', '')].length).toBeLessThan(40);
  });

  it('takes the bar away before a line that stays', () => {
    const out = output(true);
    const progress = progressOn(out, () => 1e6);
    progress.show('Importing', 1, 2);
    progress.say('Epoch 1');
    expect(out.written.slice(1)).toEqual(['\r\u001b[2K', 'Epoch 1\n']);
  });

  it('writes a plain line every few seconds elsewhere', () => {
    const out = output(false);
    let now = 10_000;
    const progress = progressOn(out, () => now);
    for (let done = 0; done < 100; done++, now += 100) progress.show('Importing', done, 100);
    expect(out.written).toHaveLength(2);
    for (const sign of ['\r', '\u001b']) expect(out.written.join('')).not.toContain(sign);
  });

  it('gives what has no items to count as a share', () => {
    const out = output(false);
    progressOn(out, () => 1e6).show('Preparing', 0.466, 1);
    expect(out.written[0]).toMatch(/^Preparing █{11}░{13} 47 %\n$/);
  });

  it('counts what has no end yet', () => {
    const out = output(false);
    progressOn(out, () => 1e6).show('Looking', 1234, null, 'shapes/');
    expect(out.written).toEqual(['Looking 1,234, shapes/\n']);
  });
});

describe('duration', () => {
  it.each([
    [3.2, '3 s'],
    [89, '89 s'],
    [180, '3 min'],
    [4800, '80 min'],
    [6000, '1 h 40 min'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});
