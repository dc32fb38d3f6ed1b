import { describe, expect, it } from 'vitest';
import { figure, percent, table } from '#main/cli/table.ts';

describe('table', () => {
  const columns = [
    { head: 'name', cell: ({ name }: { name: string; items: number }) => name },
    { head: 'items', right: true, cell: ({ items }: { name: string; items: number }) => items },
  ];

  it('aligns words left and figures right', () => {
    expect(
      table(
        [
          { name: 'rose', items: 9 },
          { name: 'sunflower', items: 1200 },
        ],
        columns,
      ),
    ).toBe(['name       items', 'rose           9', 'sunflower   1200'].join('\n'));
  });

  it('counts the places of wide letters', () => {
    expect(
      table(
        [
          { name: '薔薇', items: 1 },
          { name: 'rose', items: 2 },
        ],
        columns,
      )
        .split('\n')
        .slice(1),
    ).toEqual(['薔薇      1', 'rose      2']);
  });

  it('shows control characters of names instead of obeying them', () => {
    expect(table([{ name: 'a\u001b[2Jb\n', items: 1 }], columns).split('\n')).toEqual(['name     items', 'a·[2Jb·      1']);
  });
});

describe('figures', () => {
  it('say what is not there', () => {
    expect(percent(0.9132)).toBe('91.3 %');
    expect(percent(null)).toBe('–');
    expect(figure(0.123456)).toBe('0.1235');
    expect(figure(undefined)).toBe('–');
  });
});
