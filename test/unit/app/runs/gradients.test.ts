import { describe, expect, it } from 'vitest';
import type { GradientLook } from '#app/contract/runs.ts';
import { gradientVerdict } from '#app/runs/gradients.ts';

const look = (step: number, ...sizes: (number | null)[]): GradientLook => ({
  step,
  sizes: sizes.map((size, place) => ({ layer: `layer${place}`, size })),
});
const names: Record<string, string> = { layer0: 'Conv2D 1', layer1: 'Dense 1', layer2: 'Dense 2' };
const verdict = (...looks: GradientLook[]) => gradientVerdict(looks, (layer) => names[layer] ?? layer);

describe('gradients', () => {
  it('that reach the first layer are not spoken of', () => {
    expect(verdict(look(1, 1e-3, 1e-2, 1e-2))).toBeNull();
    expect(verdict(look(1, 1e-1, 1e-3, 1e-3))).toBeNull();
  });

  it('vanish where the first layer gets a thousandth of what another one gets', () => {
    expect(verdict(look(1, 1e-7, 1e-5, 4e-4))).toMatchObject({
      kind: 'vanishing',
      message: expect.stringContaining('4,000 times smaller than those of Dense 2 in Conv2D 1'),
    });
    expect(verdict(look(1, 0, 1e-5, 1e-4))).toMatchObject({
      kind: 'vanishing',
      message: expect.stringContaining('nothing of the loss reaches Conv2D 1'),
    });
  });

  it('are gone where no layer gets any, be there one or many', () => {
    const gone = { kind: 'vanishing', message: expect.stringContaining('No gradient reaches any layer') };
    expect(verdict(look(1, 0, 0, 0))).toMatchObject(gone);
    expect(verdict(look(1, 0))).toMatchObject(gone);
  });

  it('explode where they are huge, no longer finite, or far larger at the input than at the output', () => {
    expect(verdict(look(1, 1, 1, 200))).toMatchObject({ kind: 'exploding', message: expect.stringContaining('Dense 2 are 200 a weight') });
    expect(verdict(look(1, 1, null, 1))).toMatchObject({
      kind: 'exploding',
      message: expect.stringContaining('Dense 1 are no longer finite'),
    });
    expect(verdict(look(1, 5, 1e-2, 1e-3))).toMatchObject({
      kind: 'exploding',
      message: expect.stringContaining('5,000 times those of Dense 2'),
    });
  });

  it('are judged over the last ten looks, so that one odd step says nothing', () => {
    const calm = Array.from({ length: 9 }, (_, place) => look(place + 1, 1e-2, 1e-2, 1e-2));
    expect(verdict(...calm, look(10, 1e-6, 1e-2, 1e-2))).toBeNull();
    const gone = Array.from({ length: 10 }, (_, place) => look(place + 10, 1e-6, 1e-2, 1e-2));
    expect(verdict(...calm, ...gone)?.kind).toBe('vanishing');
  });

  it('of one layer, or that nobody looked at, are not compared', () => {
    expect(verdict(look(1, 1e-9))).toBeNull();
    expect(verdict()).toBeNull();
  });
});
