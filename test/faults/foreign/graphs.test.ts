import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Result } from '#app/contract/channel.ts';
import type { Model } from '#app/contract/models.ts';
import { draws } from '#app/runs/random.ts';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { times } from '#test/helpers/counts.ts';
import { writeClasses } from '#test/helpers/image-files.ts';
import { imported } from '#test/helpers/imports.ts';
import type { OpenedCore } from '#test/helpers/workspace.ts';

/* Graphs as strangers may write them, given to the core as every door gives them: what JSON makes of a text. */

let base: string;
let opened: OpenedCore;
let project: number;
let dataset: number;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'unfold-graphs-'));
  writeClasses(join(base, 'images'), { a: 4, b: 4 }, 8);
  const core = await openCore({ workspace: join(base, 'w'), version: '0.0.0-test', as: 'a test', log: noLog });
  opened = {
    core,
    lines: [],
    async ask(name, input) {
      const answer = (await core.call(name, input, { door: 'terminal' })) as Result<never>;
      if (answer.ok) return answer.value;
      throw new Error(answer.error.message);
    },
  };
  ({ id: dataset, project } = (await imported(opened, { folder: join(base, 'images') })).dataset);
});
afterAll(async () => {
  await opened.core.close();
  rmSync(base, { recursive: true, force: true });
});

interface Node {
  id: string;
  block: string;
  params?: Record<string, unknown>;
}

/** Blocks one behind the other. */
function chain(...blocks: (string | Omit<Node, 'id'>)[]) {
  const nodes: Node[] = blocks.map((block, place) => ({ id: `n${place}`, ...(typeof block === 'string' ? { block } : block) }));
  const edges = nodes.slice(1).map((node, place) => ({ from: `n${place}`, to: node.id }));
  return { version: 1, nodes, edges };
}
const dense = (units: unknown) => ({ block: 'Dense', params: { units } });
const many = (count: number, block: string | Omit<Node, 'id'>) => Array.from({ length: count }, () => block);
const sound = () => chain('Input', 'Flatten', dense(2), 'Output');

/** Doubles what is wide with every block. */
function doubled(count: number) {
  const { nodes, edges } = chain('Input', 'Flatten');
  let last = 'n1';
  for (let place = 0; place < count; place += 1) {
    nodes.push({ id: `a${place}`, block: 'Activation' }, { id: `b${place}`, block: 'Dropout' }, { id: `c${place}`, block: 'Concatenate' });
    edges.push({ from: last, to: `a${place}` }, { from: last, to: `b${place}` });
    edges.push({ from: `a${place}`, to: `c${place}` }, { from: `b${place}`, to: `c${place}` });
    last = `c${place}`;
  }
  return { version: 1, nodes: [...nodes, { id: 'o', block: 'Output' }], edges: [...edges, { from: last, to: 'o' }] };
}

const texts: Record<string, () => unknown> = {
  'a class that runs code': () => chain('Input', { block: 'Lambda', params: { function: 'return process.exit(1)' } }, 'Flatten', 'Output'),
  'a class that is not ours': () => chain('Input', 'Evil', 'Output'),
  'a block called __proto__': () => chain('Input', '__proto__', 'Output'),
  'a block called constructor': () => chain('Input', 'constructor', 'Output'),
  'a block called by a path': () => chain('Input', '../../main/cli/cli.ts', 'Output'),
  'a parameter __proto__': () => '{"version":1,"nodes":[{"id":"a","block":"Dense","params":{"__proto__":{"polluted":1}}}],"edges":[]}',
  'a member __proto__': () => '{"version":1,"nodes":[],"edges":[],"__proto__":{"polluted":1}}',
  'an id __proto__': () => ({ ...sound(), nodes: [{ id: '__proto__', block: 'Input' }] }),
  'a wire to __proto__': () => ({ ...sound(), edges: [{ from: '__proto__', to: 'constructor' }] }),
  'a port called __proto__': () => ({ ...sound(), edges: [{ from: 'n0', to: 'n1', toPort: '__proto__' }] }),
  'a circle': () => ({ ...sound(), edges: [...sound().edges, { from: 'n2', to: 'n1' }] }),
  'a block wired to itself': () => ({ ...sound(), edges: [...sound().edges, { from: 'n1', to: 'n1' }] }),
  'a loose end': () => ({ ...sound(), nodes: [...sound().nodes, { id: 'loose', ...dense(3) }] }),
  'two outputs': () => ({ ...sound(), nodes: [...sound().nodes, { id: 'o2', block: 'Output' }] }),
  'no blocks': () => ({ version: 1, nodes: [], edges: [] }),
  'ten thousand blocks': () => chain('Input', 'Flatten', ...many(10_000, dense(2)), 'Output'),
  'as many blocks as may be': () => chain('Input', 'Flatten', ...many(1996, 'Activation'), dense(2), 'Output'),
  'as many wires as may be': () => ({ ...sound(), edges: many(8000, 'x').map(() => ({ from: 'n0', to: 'n1' })) }),
  'more wires than may be': () => ({ ...sound(), edges: many(8001, 'x').map(() => ({ from: 'n0', to: 'n1' })) }),
  'blocks that double what is wide forty times': () => doubled(40),
  'a kernel larger than the image': () => chain('Input', { block: 'Conv2D', params: { kernelSize: [64, 64], padding: 'valid' } }, 'Output'),
  'units without end': () => chain('Input', 'Flatten', dense(1e308), 'Output'),
  'units below nothing': () => chain('Input', 'Flatten', dense(-5), 'Output'),
  'units that are a list': () => chain('Input', 'Flatten', dense([[[2]]]), 'Output'),
  'units that are an object': () => chain('Input', 'Flatten', dense({ valueOf: 2 }), 'Output'),
  'units that are a text of a million letters': () => chain('Input', 'Flatten', dense('2'.repeat(1e6)), 'Output'),
  'more parameters than memory': () => chain('Input', 'Flatten', dense(65_536), dense(65_536), dense(2), 'Output'),
  'a depth that no stack bears': () => `{"version":1,"nodes":${'['.repeat(50_000)}${']'.repeat(50_000)},"edges":[]}`,
  'params of such a depth': () =>
    `{"version":1,"nodes":[{"id":"a","block":"Dense","params":{"units":${'['.repeat(50_000)}2${']'.repeat(50_000)}}}],"edges":[]}`,
  'another version': () => ({ ...sound(), version: 2 }),
  'a list': () => [],
  nothing: () => null,
  'a text': () => '"Sequential"',
  "TensorFlow.js' own form, with weights elsewhere": () => ({
    modelTopology: { class_name: 'Sequential', config: { layers: [{ class_name: 'Lambda', config: {} }] } },
    weightsManifest: [{ paths: ['../../.ssh/id_rsa'], weights: [{ name: 'x', shape: [5e7], dtype: 'string' }] }],
  }),
  'positions that are no numbers': () => '{"version":1,"nodes":[{"id":"a","block":"Input","position":{"x":1e999,"y":-1e999}}],"edges":[]}',
  'names that are markup': () => ({ ...sound(), nodes: sound().nodes.map((node) => ({ ...node, name: '<img src=x onerror=alert(1)>' })) }),
};

const prototypes = () => [Object.prototype, Array.prototype, Function.prototype].map((each) => Reflect.ownKeys(each).length);

/** Keeps it as a draft, reads it again, and asks what it would take to train it: an answer each time, none of them a bug. */
async function requireAnswered(graph: unknown, what: string): Promise<void> {
  const before = prototypes();
  const codes: (string | null)[] = [];
  const ask = async (name: string, input: object): Promise<unknown> => {
    const answer = await opened.core.call(name, input, { door: 'terminal' });
    codes.push(answer.ok ? null : answer.error.code);
    return answer.ok ? answer.value : null;
  };
  const model = (await ask('models.create', { project, name: 'Foreign', graph })) as Model | null; // what models.create answers
  if (model !== null) {
    await ask('models.save', { model: model.id, graph, history: { undo: [{ label: '<b>', graph }], redo: [] } });
    await ask('models.history', { model: model.id });
    await ask('runs.forecast', { dataset, model: model.id });
    await ask('models.list', { project });
    await opened.core.call('models.remove', { model: model.id }, { door: 'terminal' });
  }
  expect({ what, codes }).not.toMatchObject({ codes: expect.arrayContaining(['internal']) });
  expect(prototypes()).toEqual(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

test.each(Object.keys(texts))('a graph with %s is answered, and changes nothing of ours', async (name) => {
  const made = texts[name]?.();
  await requireAnswered(typeof made === 'string' ? JSON.parse(made) : JSON.parse(JSON.stringify(made)), name);
});

test('a graph that cannot be trained starts nothing', async () => {
  const { id: model } = await opened.ask('models.create', { project, graph: texts['a circle']?.() as never }); // of the right form
  const answer = await opened.core.call('runs.start', { dataset, model }, { door: 'terminal' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'graph-invalid' } });
  expect((await opened.ask('runs.list', {})).runs).toEqual([]);
});

const wild = [
  '__proto__',
  'constructor',
  '../x',
  '',
  'Lambda',
  'Input',
  'Output',
  'n0',
  'n1',
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  true,
  null,
  [],
  {},
  [[]],
  [1, 2, 3],
];
const mutants = times(200, 2000);

test(`${mutants} graphs changed at random are answered`, async () => {
  for (let seed = 0; seed < mutants; seed += 1) {
    const random = draws(4, seed);
    // What JSON.parse gives is a tree of objects and lists.
    const graph = JSON.parse(
      JSON.stringify(seed % 2 === 0 ? chain('Input', 'Conv2D', 'MaxPooling2D', 'Flatten', dense(2), 'Output') : doubled(2)),
    );
    for (let count = 1 + random.integer(4); count > 0; count -= 1) {
      let at = graph;
      for (;;) {
        const keys = Object.keys(at);
        const key = keys[random.integer(Math.max(1, keys.length))] ?? 'added';
        const inner = at[key];
        if (typeof inner === 'object' && inner !== null && random.next() < 0.85) {
          at = inner;
          continue;
        }
        if (random.next() < 0.15) delete at[key];
        else at[key] = structuredClone(wild[random.integer(wild.length)]);
        break;
      }
    }
    await requireAnswered(graph, `seed ${seed}`);
  }
});
