import { expect, it } from 'vitest';
import { readableJson } from '#main/exporters/readable-json.ts';

it('has a line for each member, and plain lists on one', () => {
  const value = { words: ['a', 'b'], run: { id: 1, name: null }, examples: [{ codes: [1, 2] }, {}], none: [], left: undefined };
  expect(readableJson(value)).toBe(`{
  "words": ["a","b"],
  "run": {
    "id": 1,
    "name": null
  },
  "examples": [
    {
      "codes": [1,2]
    },
    {}
  ],
  "none": []
}`);
});

it('has each row of a list on a line of its own', () => {
  const value = { rows: [{ a: 1, b: 'x' }, { a: null }], columns: [{ name: 'a', scaling: [] }] };
  expect(readableJson(value)).toBe(`{
  "rows": [
    {"a":1,"b":"x"},
    {"a":null}
  ],
  "columns": [
    {
      "name": "a",
      "scaling": []
    }
  ]
}`);
});

it('says the same as any JSON', () => {
  const value = { ['__proto__']: [1, [2, { a: 'ü\n"\ud800' }]], date: new Date(0).toISOString(), lists: [[], [[1]], [null, true]] };
  expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  expect(Object.keys(JSON.parse(readableJson(value)))).toContain('__proto__');
});
