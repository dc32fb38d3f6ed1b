import { describe, expect, it } from 'vitest';
import { lookAt, pairs, readTexts, reasons, textFile } from '#test/helpers/text-files.ts';

describe('JSON lines', () => {
  const lines = [
    '{"text": "a \\"b\\"\\nc", "label": "x", "more": {"deep": [1, 2]}}',
    '{"label": "y", "text": "d", "__proto__": {"polluted": true}}',
    '',
    '{"text": 5, "label": true}',
  ];

  it('are looked at: keys are columns, nested ones are told', async () => {
    const look = await lookAt(textFile('x.jsonl', lines.join('\n')));
    expect(look).toMatchObject({
      kind: 'json-lines',
      suggested: { text: 'text', label: 'label' },
      rows: { count: 3, exact: true },
      preview: [
        { place: 1, cells: ['a "b" c', 'x', '{"deep":[1,2]}', null] },
        { place: 2, cells: ['d', 'y', null, '{"polluted":true}'] },
        { place: 4, cells: ['5', 'true', null, null] },
      ],
    });
    expect(look.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
      ['text', 'text', 0],
      ['label', 'text', 0],
      ['more', 'nested', 2],
      ['__proto__', 'nested', 2],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('are read, whatever their line ends', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(pairs(await readTexts(textFile('x.ndjson', lines.join(end)), { text: 'text', label: 'label' }))).toEqual([
        ['a "b"\nc', 'x'],
        ['d', 'y'],
        ['5', 'true'],
      ]);
    }
  });

  it('that cannot be taken are listed with line, column and reason', async () => {
    const bad = [
      '{"text": "a", "label": "x"}',
      '{"text": "b", "label"',
      '[1, 2]',
      'null',
      '"word"',
      '{"label": "x"}',
      '{"text": ["a"], "label": "x"}',
      '{"text": "a", "label": {"of": "x"}}',
      '{"text": "a", "label": null}',
      '{"text": "", "label": "x"}',
      '{"text": "a\\u0000", "label": "x"}',
      '{"text": "a\\ud800", "label": "x"}',
      '{"other": 1, "label": "x", "text": "c"}',
    ];
    const all = await readTexts(textFile('x.jsonl', bad.join('\n')), { text: 'text', label: 'label' });
    expect(pairs(all)).toEqual([
      ['a', 'x'],
      ['c', 'x'],
    ]);
    expect(reasons(all)).toEqual([
      [2, expect.stringMatching(/^it is no JSON \(/)],
      [3, 'a line must be an object; got a list'],
      [4, 'a line must be an object; got null'],
      [5, 'a line must be an object; got a string'],
      [6, 'text', 'it is missing'],
      [7, 'text', 'it must be a text; got a list'],
      [8, 'label', 'it must be a text; got an object'],
      [9, 'label', 'it is missing'],
      [10, 'text', 'it is empty'],
      [11, 'text', 'it holds a NUL character'],
      [12, 'text', 'it holds bytes that are no text in the encoding of the file'],
    ]);
  });

  it('nested a million deep are a line like any other that is too much', async () => {
    const deep = `{"text": ${'['.repeat(1e6)}${']'.repeat(1e6)}, "label": "x"}`;
    const all = await readTexts(textFile('x.jsonl', `{"text": "a", "label": "x"}\n${deep}\n{"text": "b", "label": "y"}\n`), {
      text: 'text',
      label: 'label',
    });
    expect(pairs(all)).toEqual([
      ['a', 'x'],
      ['b', 'y'],
    ]);
    expect(all.skipped.length).toBe(1);
  });

  it('what inherits is no column', async () => {
    const path = textFile('x.jsonl', '{"text": "a"}\n');
    await expect(readTexts(path, { text: 'constructor', label: null })).rejects.toMatchObject({ code: 'column-unknown' });
  });

  it('a list instead of lines is told', async () => {
    await expect(lookAt(textFile('x.json', '[\n{"text": "a"}\n]'))).rejects.toMatchObject({ code: 'json-no-lines' });
  });
});

describe('tagged words', () => {
  const conll = '-DOCSTART- -X- O O\n\nEU NNP I-NP B-ORG\nrejects VBZ I-VP O\n\n\nGerman JJ I-NP B-MISC\n';

  it('are looked at', async () => {
    expect(await lookAt(textFile('x.conll', conll))).toMatchObject({
      kind: 'tagged',
      suggested: { text: null, label: null, token: 'token', tag: 'tag' },
      columns: [{ name: 'token' }, { name: 'column 2' }, { name: 'column 3' }, { name: 'tag' }],
      rows: { count: 2, exact: true },
      classes: [
        { name: 'B-MISC', items: 1 },
        { name: 'B-ORG', items: 1 },
        { name: 'O', items: 1 },
      ],
    });
  });

  it('are read as sentences, by any of their columns', async () => {
    expect((await readTexts(textFile('x.conll', conll))).rows).toEqual([
      { place: 3, text: ['EU', 'rejects'], label: ['B-ORG', 'O'] },
      { place: 7, text: ['German'], label: ['B-MISC'] },
    ]);
    expect(pairs(await readTexts(textFile('x.conll', conll), { tag: 'column 2' }))).toEqual([
      [
        ['EU', 'rejects'],
        ['NNP', 'VBZ'],
      ],
      [['German'], ['JJ']],
    ]);
    await expect(readTexts(textFile('x.conll', conll), { tag: 'upos' })).rejects.toMatchObject({ code: 'column-unknown' });
  });

  it('of Universal Dependencies have names, comments and ranges', async () => {
    const row = (id: string, form: string, upos: string) => [id, form, form, upos, '_', '_', '0', 'root', '_', '_'].join('\t');
    const universal = [
      '# text = Al mar',
      row('1-2', 'Al', '_'),
      row('1', 'A', 'ADP'),
      row('2', 'el', 'DET'),
      row('2.1', 'x', 'X'),
      row('3', 'mar', 'NOUN'),
      '',
    ];
    const path = textFile('x.conllu', universal.join('\r\n'));
    expect((await lookAt(path)).suggested).toMatchObject({ token: 'form', tag: 'upos' });
    expect(pairs(await readTexts(path))).toEqual([
      [
        ['A', 'el', 'mar'],
        ['ADP', 'DET', 'NOUN'],
      ],
    ]);
    expect(pairs(await readTexts(path, { token: 'lemma', tag: 'deprel' }))).toEqual([
      [
        ['A', 'el', 'mar'],
        ['root', 'root', 'root'],
      ],
    ]);
  });

  it('"#" may be a token', async () => {
    expect(pairs(await readTexts(textFile('x.conll', 'a\tX\n#\tSYM\nb\tX\n\n# a comment\nc\tX\n')))).toEqual([
      [
        ['a', '#', 'b'],
        ['X', 'SYM', 'X'],
      ],
      [['c'], ['X']],
    ]);
  });

  it('a line that does not fit costs its sentence, and only that', async () => {
    const bad = 'a X\nb X\n\nc X\nd\ne X\n\nf X Y\n\ng\0 X\n\nh X\ni Y\n';
    const all = await readTexts(textFile('x.conll', bad));
    expect(pairs(all)).toEqual([
      [
        ['a', 'b'],
        ['X', 'X'],
      ],
      [
        ['h', 'i'],
        ['X', 'Y'],
      ],
    ]);
    expect(reasons(all)).toEqual([
      [4, 'line 5 must have 2 columns; got 1'],
      [8, 'line 8 must have 2 columns; got 3'],
      [10, 'token', 'line 10: it holds a NUL character'],
    ]);
  });

  it('without empty lines are no sentences', async () => {
    const all = await readTexts(textFile('x.conll', `a X\n\n${'b X\n'.repeat(30_000)}\nc X\n`));
    expect(pairs(all)).toEqual([
      [['a'], ['X']],
      [['c'], ['X']],
    ]);
    expect(reasons(all)).toEqual([[3, 'a sentence must have 10000 tokens or fewer, and an empty line behind it']]);
  });

  it('words without tags are told', async () => {
    await expect(lookAt(textFile('x.conll', 'a\nb\n\nc\n'))).rejects.toMatchObject({ code: 'tags-missing' });
  });
});

describe('one long text', () => {
  const prose = 'The first line\nand the second.\n\n\nAnother paragraph.\r\n  \r\nThe last\rone';

  it('is looked at', async () => {
    expect(await lookAt(textFile('x.txt', prose))).toMatchObject({
      kind: 'long-text',
      columns: [{ name: 'text', type: 'text' }],
      suggested: { text: 'text', label: null },
      rows: { count: 3, exact: true },
      preview: [{ place: 1 }, { place: 5, cells: ['Another paragraph.'] }, { place: 7 }],
    });
  });

  it('is given by paragraphs or by lines', async () => {
    const path = textFile('x.txt', prose);
    expect((await readTexts(path)).rows.map((row) => [row.place, row.text])).toEqual([
      [1, 'The first line\nand the second.'],
      [5, 'Another paragraph.'],
      [7, 'The last\none'],
    ]);
    expect((await readTexts(path, { pieces: { by: 'line', mostCharacters: 100 } })).rows.map((row) => [row.place, row.text])).toEqual([
      [1, 'The first line'],
      [2, 'and the second.'],
      [5, 'Another paragraph.'],
      [7, 'The last'],
      [8, 'one'],
    ]);
  });

  it('pieces are as long as asked for at most, and together they are the text', async () => {
    const text =
      Array.from({ length: 3000 }, (_, i) => `word${i % 7 === 0 ? '\u{1F600}' : i}`).join(' ') +
      'x'.repeat(5000) +
      '\u{1F600}'.repeat(3000);
    const { rows } = await readTexts(textFile('x.txt', text), { pieces: { by: 'paragraph', mostCharacters: 99 } });
    expect(Math.max(...rows.map((row) => row.text.length))).toBeLessThanOrEqual(99);
    expect(rows.map((row) => row.text).join('')).toBe(text);
    expect(rows.every((row) => typeof row.text === 'string' && row.text.isWellFormed())).toBe(true);
  });

  it('a damaged line is listed, the lines around it are kept', async () => {
    const bytes = Buffer.concat([Buffer.from('é good\nbad '), Buffer.from([0xff]), Buffer.from('\nmore\n\nN\0L\n')]);
    const all = await readTexts(textFile('x.txt', bytes), {}, { encoding: 'utf-8' });
    expect(all.rows.map((row) => row.text)).toEqual(['é good\nmore']);
    expect(reasons(all)).toEqual([
      [2, 'it holds bytes that are no text in the encoding of the file'],
      [5, 'it holds a NUL character'],
    ]);
  });
});

describe('what a file without an ending is', () => {
  it.each([
    ['a table', 'ham\tSee you, later\nspam\tWin now\nham\tOk\n', 'table'],
    ['JSON lines', '{"a": "b"}\n{"a": "c"}\n', 'json-lines'],
    ['tagged words', 'a X\nb Y\nc X\n\nd X\ne Y\nf X\n', 'tagged'],
    [
      'tagged words of CoNLL 2003',
      'EU NNP I-NP B-ORG\nrejects VBZ I-VP O\n. . O O\n\nGerman JJ I-NP B-MISC\ncall NN I-NP O\n'.repeat(9),
      'tagged',
    ],
    ['prose whose lines are equally long', 'It was evening, and the old\ncat had come in from rain.\n\n'.repeat(30), 'long-text'],
    ['verse of three words a line', Array.from({ length: 30 }, (_, n) => `the cat sees${n}\n\n`).join(''), 'long-text'],
    ['a text of twelve words a line', 'one two three four five six seven eight nine ten eleven twelve\n\n'.repeat(30), 'long-text'],
    ['prose', 'Once, there was\na house, far\noff, alone,\n\nand cold.\n', 'long-text'],
  ])('%s', async (_, content, kind) => {
    expect((await lookAt(textFile('SomeCollection', content))).kind).toBe(kind);
  });

  it('the user may know better', async () => {
    expect((await lookAt(textFile('x.csv', 'a,b\nc,d\n'), { kind: 'long-text' })).kind).toBe('long-text');
  });
});
