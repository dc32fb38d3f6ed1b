import { describe, expect, it } from 'vitest';
import { givingBack } from '#main/engine/tensorflow/system-memory.ts';

const MIB = 2 ** 20;

describe('giving memory back to the system', () => {
  /** A process of 100 MiB whose every new tensor stays, until what is free is given back. */
  function leaking(kept = 1) {
    let resident = 100 * MIB;
    let trims = 0;
    const made = givingBack(
      () => {
        trims += 1;
        resident = 100 * MIB;
      },
      () => resident,
    );
    const make = (bytes: number) => {
      resident += bytes * kept;
      made(bytes);
    };
    return { make, seen: () => ({ resident: resident / MIB, trims }) };
  }

  it('holds a process that would grow by each tensor within 128 MiB of its rest', () => {
    const { make, seen } = leaking();
    let most = 0;
    for (let tensor = 0; tensor < 1000; tensor++) {
      make(4 * MIB);
      most = Math.max(most, seen().resident);
    }
    expect(most).toBeLessThanOrEqual(100 + 128 + 4);
    expect(seen().trims).toBeGreaterThan(10);
  });

  it('leaves a process alone that does not grow', () => {
    const { make, seen } = leaking(0);
    for (let tensor = 0; tensor < 1000; tensor++) make(4 * MIB);
    expect(seen().trims).toBe(0);
  });

  it('takes what stays after a trim for rest, and does not trim for it again', () => {
    let trims = 0;
    let resident = 0;
    const made = givingBack(
      () => void trims++,
      () => resident,
    );
    resident = 1000 * MIB;
    for (let tensor = 0; tensor < 100; tensor++) made(64 * MIB);
    expect(trims).toBe(1);
  });

  it('has nothing to do where the system cannot trim', () => {
    expect(() => givingBack(null, () => Number.NaN)(2 ** 40)).not.toThrow();
  });
});
