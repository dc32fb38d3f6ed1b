import { describe, expect, it } from 'vitest';
import { analyse } from '#app/graph/analyse.ts';
import { graph as graphSchema } from '#app/graph/graph.ts';
import { templateOf, templates } from '#app/graph/templates/index.ts';

const totals = (name: string, input: number[], classes: number) => {
  const graph = templateOf(name)?.graph(input, classes);
  if (graph === undefined) throw new Error(`no template ${name}`);
  return analyse(graph, { input, classes }).totals;
};

it('the lecture CNN has 5,851,338 parameters for 32×32×3 and 10 classes', () => {
  expect(totals('lecture-cnn', [32, 32, 3], 10).parameters).toBe(5_851_338);
});

it('the softmax baseline has one weight a number and class, and a bias a class', () => {
  expect(totals('softmax', [28, 28, 1], 10).parameters).toBe(784 * 10 + 10);
});

it('has no template called like the functions of objects', () => {
  expect(templateOf('constructor')).toBeUndefined();
});

describe.each(templates)('$name', (template) => {
  it.each([[[64, 64, 3]], [[96, 48, 3]], [[224, 300, 3]], [[1, 1024, 1]], [[1024, 1024, 4]]])('is sound for images %j', (input) => {
    const graph = template.graph(input, 12);
    expect(analyse(graph, { input, classes: 12 }).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is a graph as files hold it', () => {
    const graph = template.graph([32, 32, 3], 10);
    expect(graphSchema.parse(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
  });
});

it('the CNNs grow no Dense block of hundreds of millions from large images', () => {
  expect(totals('lecture-cnn', [1024, 768, 3], 10).parameters).toBeLessThan(20_000_000);
});
