import { describe, expect, it } from 'vitest';
import { mavenBytes } from '#main/engine/packs/clients.ts';

describe('mavenBytes', () => {
  it('reads the last figure of what Maven draws', () => {
    expect(mavenBytes('Progress (1): 12/161 MB\rProgress (1): 52/161 MB   \r')).toBe(52e6);
  });

  it('reads small files too', () => {
    expect(mavenBytes('Progress (1): 4.1 kB')).toBe(4100);
  });

  it('is undefined where Maven says something else', () => {
    expect(mavenBytes('[INFO] Scanning for projects...')).toBeUndefined();
  });
});
