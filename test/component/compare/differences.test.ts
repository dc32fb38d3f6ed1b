import { describe, expect, it } from 'vitest';
import { changes, comparisonCsv, differs, resultLines, settingLines } from '#renderer/features/compare/differences.ts';
import { fakeGraph, fakeRun } from '../../helpers/fake-objects.ts';

const a = fakeRun({ id: 1, name: 'Run 1' });
const b = fakeRun({
  id: 2,
  name: 'Run 2',
  modelVersion: 2,
  versionNumber: 2,
  graph: fakeGraph(8),
  config: { ...a.config, optimizer: 'sgd', learningRate: 0.05 },
});

describe('what differs', () => {
  it('is settings and model, also a setting that only one of them has', () => {
    const lines = settingLines([a, b]).filter(differs);
    expect(lines.map(({ label, values }) => [label, ...values])).toEqual([
      ['Model', 'Small CNN v1', 'Small CNN v2'],
      ['Optimizer', 'Adam', 'SGD with momentum'],
      ['Learning rate', '0.001', '0.05'],
      ['Momentum', '–', '0.9'],
    ]);
  });

  it('is nothing between a run and itself', () => {
    expect(settingLines([a, a]).filter(differs)).toEqual([]);
  });

  it('is told shortly, blocks first', () => {
    expect(changes(a, b)).toEqual([
      'units 4→8 in Dense 1',
      'optimizer Adam→SGD with momentum',
      'learning rate 0.001→0.05',
      'momentum –→0.9',
    ]);
  });

  it('has perplexities only where a run says what comes next', () => {
    const labels = (lines: ReturnType<typeof resultLines>) =>
      lines.map(({ label }) => label).filter((label) => label.endsWith('perplexity'));
    expect(labels(resultLines([a, b]))).toEqual([]);
    const lines = resultLines([a, b], ({ id }) => id === a.id);
    expect(labels(lines)).toEqual(['Validation perplexity', 'Test perplexity']);
    const loss = a.final.validation?.loss ?? 0;
    expect(lines.find(({ label }) => label === 'Validation perplexity')?.values).toEqual([Math.exp(loss).toFixed(2), '–']);
  });

  it('tells errors and accuracies in lines of their own', () => {
    const metrics = { loss: 1, accuracy: null, error: 12.3456 };
    const off = fakeRun({ id: 3, measure: 'error', baseline: 20, final: { train: metrics, validation: metrics, test: null } });
    const told = (runs: Parameters<typeof resultLines>[0]) => resultLines(runs).map(({ label, values }) => [label, ...values]);
    expect(told([off])).toEqual(
      expect.arrayContaining([
        ['Validation mean absolute error', '12.35'],
        ['Baseline', '20.00'],
      ]),
    );
    expect(told([off]).flat()).not.toContain('Majority');
    expect(told([a, off])).toEqual(
      expect.arrayContaining([
        ['Validation accuracy', '70.0 %', '–'],
        ['Validation mean absolute error', '–', '12.35'],
        ['Majority', '25.0 %', '–'],
        ['Baseline', '–', '20.00'],
      ]),
    );
  });

  it('leaves open what a run did not come to', () => {
    const cut = fakeRun({ final: { train: null, validation: null, test: null }, baseline: null });
    expect(
      resultLines([cut])
        .slice(0, 6)
        .flatMap(({ values }) => values),
    ).toEqual(['–', '–', '–', '–', '–', '–']);
  });
});

it('as CSV has a row a run, and runs no formula of a name', () => {
  const csv = comparisonCsv([{ ...a, name: '=cmd()', note: 'two\nlines, "quoted"' }, b]);
  const [head, ...rows] = csv.trimEnd().split(/\n(?='=|Run 2)/);
  expect(head?.startsWith('Run,State,Validation accuracy')).toBe(true);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^'=cmd\(\),finished,70\.0 %/);
  expect(rows[0]).toContain('"two\nlines, ""quoted"""');
});
