import { describe, expect, it } from 'vitest';
import { ImportSettings } from '#renderer/features/data/import-settings.svelte.ts';
import { fakeScan } from '../../helpers/fake-data.ts';

describe('import settings', () => {
  it('begin with what the scan suggests', () => {
    const settings = new ImportSettings(fakeScan());
    expect(settings.preprocessing).toEqual({ kind: 'images', width: 48, height: 40, channels: 'gray', fit: 'cover', background: 9 });
    expect(settings.split).toEqual({ train: 70, validation: 20, test: 10, seed: 3, given: false });
    expect(settings.name).toBe('Flowers');
  });

  it('do not let a class of two images begin, and say which', () => {
    const settings = new ImportSettings(fakeScan());
    expect(settings.problem).toContain('got 2 in "daisy"');
  });

  it('begin once the small class is left out, and count without it', () => {
    const settings = new ImportSettings(fakeScan());
    settings.leaveOut('daisy', true);
    expect(settings.problem).toBeUndefined();
    expect(settings.items).toBe(180);
    expect(settings.input(undefined).without).toEqual(['daisy']);
  });

  it('take a class in again', () => {
    const settings = new ImportSettings(fakeScan());
    settings.leaveOut('daisy', true);
    settings.leaveOut('daisy', false);
    expect(settings.items).toBe(182);
    expect(settings.input(undefined).without).toEqual([]);
  });

  it('want two classes', () => {
    const settings = new ImportSettings(fakeScan());
    for (const name of ['daisy', 'tulip']) settings.leaveOut(name, true);
    expect(settings.problem).toBe('There must be 2 classes or more');
  });

  it('leave to training what the other parts leave, and something at least', () => {
    const settings = new ImportSettings(fakeScan());
    settings.leaveOut('daisy', true);
    settings.validation = 60;
    settings.test = 15;
    expect(settings.train).toBe(25);
    settings.test = 40;
    expect(settings.problem).toContain('Something must be left to train on');
  });

  it('want a name', () => {
    const settings = new ImportSettings(fakeScan());
    settings.leaveOut('daisy', true);
    settings.name = '  ';
    expect(settings.problem).toBe('The data needs a name');
  });

  it('name the project only where there is one', () => {
    const settings = new ImportSettings(fakeScan());
    expect('project' in settings.input(undefined)).toBe(false);
    expect(settings.input(4).project).toBe(4);
  });
});
