import { describe, expect, it } from 'vitest';
import { TextSettings } from '#renderer/features/data/texts/text-settings.svelte.ts';
import { fakeTextLook } from '../../helpers/fake-data.ts';

describe('how texts will be imported', () => {
  it('begins as the look suggests', () => {
    const settings = new TextSettings(fakeTextLook());
    expect(settings.input(undefined)).toMatchObject({
      path: '/texts/reviews.csv',
      columns: { text: 'review', label: 'mood' },
      name: 'reviews',
      without: [],
      split: { train: 80, validation: 10, test: 10 },
    });
    expect(settings.problem).toBeUndefined();
  });

  it('counts the texts exactly where the whole file was looked at', () => {
    const settings = new TextSettings(fakeTextLook());
    expect(settings.amount).toBe('60 texts');
    settings.leaveOut('bad', true);
    expect(settings.amount).toBe('31 texts');
    expect(settings.problem).toBe('There must be 2 classes or more; got 1');
  });

  it('does not claim to know texts it has not looked at', () => {
    expect(new TextSettings(fakeTextLook({ rows: { count: 10_412, exact: true }, looked: 1000 })).amount).toBe('10,412 rows');
    expect(new TextSettings(fakeTextLook({ rows: { count: 1_234_567, exact: false }, looked: 1000 })).amount).toBe('about 1,200,000 rows');
    const skipped = [{ place: 9, column: null, reason: 'a row must have 3 cells; got 2' }];
    const partly = { rows: { count: 10_412, exact: true }, looked: 999, skipped };
    expect(new TextSettings(fakeTextLook(partly)).amount).toBe('about 10,000 rows');
  });

  it('counts what is left of all rows: no rows, those that lack what is read, and those left out are not imported', () => {
    const skipped = [
      { place: 3, column: null, reason: 'a row must have 3 cells; got 2' },
      { place: 5, column: 'review', reason: 'it is empty' },
      { place: 7, column: 'mood', reason: 'it is empty' },
    ];
    const settings = new TextSettings(fakeTextLook({ rows: { count: 63, exact: true }, looked: 62, skipped }));
    expect([settings.skipped.length, settings.amount]).toEqual([3, '60 texts']);
    settings.leaveOut('bad', true);
    expect([settings.leftOut, settings.amount]).toEqual([29, '31 texts']);
    settings.answers = 'next';
    expect([settings.skipped.length, settings.leftOut, settings.amount]).toEqual([2, 0, '61 rows']);
  });

  it('names the columns that could tell classes where the label has but one', () => {
    const classes = [{ name: 'same', items: 60 }];
    const settings = new TextSettings(fakeTextLook({ classes }));
    expect(settings.few).toEqual({ classes: 1, others: ['stars'] });
    expect(settings.problem).toBe('There must be 2 classes or more; got 1');
    settings.answers = 'next';
    expect(settings.few).toBeNull();
    expect(new TextSettings(fakeTextLook({ classes, rows: { count: 5000, exact: false } })).few).toBeNull();
  });

  it('says nothing of a column that is not read', () => {
    const problems = [{ column: 'mood', message: 'A label must occur in many rows.', remedy: 'Choose another.' }];
    const settings = new TextSettings(fakeTextLook({ problems }));
    expect(settings.problems).toHaveLength(1);
    settings.answers = 'next';
    expect(settings.problems).toEqual([]);
  });

  it('refuses a class of two texts until it is left out, where it knows them all', () => {
    const classes = [
      { name: 'good', items: 30 },
      { name: 'bad', items: 28 },
      { name: 'godo', items: 2 },
    ];
    const settings = new TextSettings(fakeTextLook({ classes }));
    expect(settings.problem).toContain('got 2 in "godo"');
    settings.leaveOut('godo', true);
    expect(settings.problem).toBeUndefined();
    expect(new TextSettings(fakeTextLook({ classes, looked: 59, rows: { count: 5000, exact: false } })).problem).toBeUndefined();
  });

  it('swaps text and label where one takes the place of the other', () => {
    const settings = new TextSettings(fakeTextLook());
    settings.choose('text', 'mood');
    expect(settings.columns).toEqual({ text: 'mood', label: 'review' });
    settings.choose('label', 'mood');
    expect(settings.columns).toEqual({ text: 'review', label: 'mood' });
  });

  it('takes the columns suggested now where those chosen are no more', () => {
    const settings = new TextSettings(fakeTextLook());
    settings.choose('label', 'stars');
    const named = fakeTextLook().columns.map((column, at) => ({ ...column, name: `column ${at + 1}` }));
    settings.see(fakeTextLook({ columns: named, suggested: { text: 'column 1', label: 'column 2', token: null, tag: null } }));
    expect(settings.columns).toEqual({ text: 'column 1', label: 'column 2' });
  });

  it('says what a table without a label lacks, and needs none to learn what comes next', () => {
    const settings = new TextSettings(fakeTextLook({ suggested: { text: 'review', label: null, token: null, tag: null } }));
    expect(settings.problem).toContain('must have a label');
    expect(settings.amount).toBe('');
    settings.answers = 'next';
    expect(settings.problem).toBeUndefined();
    expect(settings.amount).toBe('60 rows');
  });

  it('prepares texts for what is learned of them, and leaves out classes only where there are any', () => {
    const settings = new TextSettings(fakeTextLook());
    settings.leaveOut('bad', true);
    expect(settings.input(undefined)).toMatchObject({
      preprocessing: { answers: 'class', padding: 'pre' },
      fitLength: true,
      without: ['bad'],
    });
    settings.answers = 'next';
    expect(settings.input(undefined)).toMatchObject({
      preprocessing: { answers: 'next', tokens: 'characters', startEnd: true },
      without: [],
    });
  });

  it('knows that a piece of a paragraph has neither beginning nor end', () => {
    const settings = new TextSettings(fakeTextLook({ kind: 'long-text', pieces: { by: 'line', mostCharacters: 200 } }));
    expect(settings.answers).toBe('next');
    expect(settings.preprocessing.startEnd).toBe(true);
    settings.part({ by: 'paragraph' });
    expect(settings.preprocessing.startEnd).toBe(false);
    expect(settings.columns).toEqual({ pieces: { by: 'paragraph', mostCharacters: 200 } });
  });

  it('learns something else where the file, read otherwise, cannot teach what was chosen', () => {
    const settings = new TextSettings(fakeTextLook());
    settings.see(fakeTextLook({ kind: 'long-text', suggested: { text: 'text', label: null, token: null, tag: null } }));
    expect(settings.answers).toBe('next');
    settings.see(fakeTextLook());
    expect(settings.answers).toBe('class');
  });

  it('counts the sentences of tagged words, and needs two tags', () => {
    const tagged = { kind: 'tagged' as const, suggested: { text: null, label: null, token: 'review', tag: 'mood' } };
    expect(new TextSettings(fakeTextLook({ ...tagged, looked: 400 })).amount).toBe('60 sentences');
    const one = new TextSettings(fakeTextLook({ ...tagged, classes: [{ name: 'NOUN', items: 400 }] }));
    expect(one.problem).toBe('There must be 2 tags or more; got 1');
  });

  it('keeps what the folders say of the parts until they are drawn anew', () => {
    const given = { train: 80, validation: 10, test: 10, seed: 7, given: true };
    const look = fakeTextLook({ kind: 'folder', parts: { train: 40, validation: 10, test: 10 } });
    const settings = new TextSettings({ ...look, import: { ...look.import, split: given } });
    expect(settings.split.given).toBe(true);
    settings.given = false;
    settings.validation = 60;
    settings.test = 40;
    expect(settings.problem).toContain('Something must be left to train on');
  });
});
