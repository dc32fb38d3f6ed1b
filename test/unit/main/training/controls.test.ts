import { describe, expect, it } from 'vitest';
import { Controls } from '#main/training/controls.ts';

describe('controls of a run', () => {
  const make = () => {
    const told: string[] = [];
    return { told, controls: new Controls((state) => told.push(state)) };
  };

  it('hear what was sent while the step ran', async () => {
    const { controls } = make();
    setImmediate(() => controls.end({ type: 'stop', keep: 'best' }));
    await Promise.resolve();
    await controls.between();
    expect(await controls.between()).toEqual({ type: 'stop', keep: 'best' });
  });

  it('hold the loop while paused, and tell both ends of it', async () => {
    const { controls, told } = make();
    controls.pause();
    let through = false;
    const waiting = controls.between().then(() => {
      through = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([through, told]).toEqual([false, ['paused']]);
    controls.proceed();
    await waiting;
    expect(told).toEqual(['paused', 'running']);
  });

  it('do what is to be done before a pause is told', async () => {
    const { controls, told } = make();
    controls.beforePause(() => told.push('the steps so far'));
    controls.pause();
    setTimeout(() => controls.proceed(), 5);
    await controls.between();
    expect(told).toEqual(['the steps so far', 'paused', 'running']);
  });

  it('take no further step while somebody holds them, nor tell of a pause', async () => {
    const { controls, told } = make();
    const release = controls.holdSteps();
    let through = false;
    const waiting = controls.between().then(() => {
      through = true;
    });
    // The holder may itself wait and be woken: the loop stays where it is.
    const held = controls.hold(10_000);
    controls.proceed();
    expect(await held).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([through, told]).toEqual([false, []]);
    release();
    await waiting;
  });

  it('end a pause when the run is to end', async () => {
    const { controls } = make();
    controls.pause();
    const waiting = controls.between();
    setTimeout(() => controls.end({ type: 'leave' }), 5);
    expect(await waiting).toEqual({ type: 'leave' });
  });

  it('let leaving outrank a stop', () => {
    const { controls } = make();
    controls.end({ type: 'leave' });
    controls.end({ type: 'stop', keep: 'last' });
    expect(controls.ending).toEqual({ type: 'leave' });
  });
});
