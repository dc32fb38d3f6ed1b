import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Draws, draws } from '#app/runs/random.ts';
import { times } from '#test/helpers/counts.ts';
import { everythingAsked } from '#test/helpers/everything-asked.ts';
import { writeClasses } from '#test/helpers/image-files.ts';
import { ended, imported } from '#test/helpers/imports.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

/*
 * A workspace whose store is gone is filled from what its folders say of themselves, and those may come from anywhere.
 * Whatever they say, the core opens, answers every question with a value or an expected error, and leaves alone what lies
 * outside.
 */

let good: string;

beforeAll(async () => {
  good = mkdtempSync(join(tmpdir(), 'unfold-foreign-'));
});
afterAll(() => rmSync(good, { recursive: true, force: true }));

/** A workspace with a dataset and a trained run, made once. */
async function makeGood(): Promise<void> {
  if (readdirSync(good).length > 0) return;
  writeClasses(join(good, 'images'), { a: 6, b: 6 }, 8);
  const opened = await openedCore(join(good, 'w'));
  const { dataset } = await imported(opened, { folder: join(good, 'images') });
  const model = await opened.ask('models.create', { project: dataset.project, template: 'softmax', dataset: dataset.id });
  const config = { epochs: 1, batchSize: 4, engine: 'portable' } as const;
  const run = await opened.ask('runs.start', { dataset: dataset.id, model: model.id, config });
  const [job] = (await opened.ask('jobs.list', {})).jobs.filter((each) => each.kind === 'train' && each.subject === run.id);
  await ended(opened, job?.id ?? 0);
  await opened.core.close();
}

/** biome-ignore lint/suspicious/noExplicitAny: what a stranger wrote has no type */
type Foreign = any;

/** A copy without its store, one description changed, beside a file that must not be touched. */
async function changed(which: 'run' | 'dataset', change: (file: Foreign) => unknown): Promise<{ workspace: string; outside: string }> {
  await makeGood();
  const base = temporaryFolder();
  const workspace = join(base, 'w');
  cpSync(join(good, 'w'), workspace, { recursive: true });
  cpSync(join(good, 'images'), join(base, 'images'), { recursive: true });
  writeFileSync(join(base, 'secret.ckpt'), 'mine');
  for (const ending of ['', '-wal', '-shm']) rmSync(join(workspace, `unfold.sqlite${ending}`), { force: true });
  const path = which === 'run' ? join(workspace, 'runs', '1', 'run.json') : join(workspace, 'datasets', '1', 'manifest.json');
  const file: Foreign = JSON.parse(readFileSync(path, 'utf8'));
  const instead = change(file);
  writeFileSync(path, typeof instead === 'string' ? instead : JSON.stringify(instead ?? file));
  return { workspace, outside: base };
}

const prototypes = () => [Object.prototype, Array.prototype, Function.prototype].map((each) => Reflect.ownKeys(each).length);

/** Training, judging and exporting take seconds: in `npm test` only what is about the model itself is tried with them. */
const alwaysWorks = times(0, 1) === 1;

async function requireHarmless({ workspace, outside }: { workspace: string; outside: string }, works = alwaysWorks): Promise<void> {
  const before = prototypes();
  const opened = await openedCore(workspace);
  onTestFinished(() => opened.core.close());
  expect(await everythingAsked(opened, works)).toEqual([]);
  expect(prototypes()).toEqual(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(readFileSync(join(outside, 'secret.ckpt'), 'utf8')).toBe('mine');
  expect(readdirSync(outside).sort()).toEqual(['images', 'secret.ckpt', 'w']);
  await opened.core.close();
}

const runs: Record<string, (file: Foreign) => unknown> = {
  'a checkpoint above its folder': (file) => {
    file.checkpoints[0].file = '../../../secret.ckpt';
  },
  'a checkpoint at an absolute path': (file) => {
    file.checkpoints[0].file = '/etc/passwd';
  },
  'a checkpoint with a NUL in its name': (file) => {
    file.checkpoints[0].file = 'epoch-00001.ckpt\u0000.png';
  },
  'a checkpoint at a path of Windows': (file) => {
    file.checkpoints[0].file = '..\\..\\..\\secret.ckpt';
  },
  'a checkpoint of a size beyond all disks': (file) => {
    file.checkpoints[0].bytes = 2 ** 53 - 1;
  },
  'checkpoints without end': (file) => {
    file.checkpoints = Array.from({ length: 20_000 }, () => file.checkpoints[0]);
  },
  'a run number that is a path': (file) => {
    file.run.id = '../../x';
  },
  'a run number beyond all numbers': (file) => {
    file.run.id = 2 ** 60;
  },
  'a dataset that is not there': (file) => {
    file.run.dataset = 99;
  },
  'a model of another project': (file) => {
    file.project.id = 77;
  },
  'a block that is none': (file) => {
    file.run.graph.nodes[1].block = 'Lambda';
  },
  'a block called __proto__': (file) => {
    file.run.graph.nodes[1].block = '__proto__';
  },
  'a graph that goes round in a circle': (file) => {
    file.run.graph.edges.push({ from: 'flatten1', to: 'flatten1' }, { from: 'dense1', to: 'flatten1' });
  },
  'a graph with more blocks than may be': (file) => {
    file.run.graph.nodes = Array.from({ length: 10_000 }, (_, place) => ({ id: `n${place}`, block: 'Dense' }));
  },
  'a graph of narrower blocks than its checkpoint': (file) => {
    const { nodes, edges } = file.run.graph;
    nodes.push({ id: 'narrow', block: 'Dense', params: { units: 3 } });
    edges.push({ from: 'narrow', to: edges[1].to });
    edges[1].to = 'narrow';
  },
  'epochs without a number': (file) => {
    file.epochs[0].train.loss = 'NaN';
  },
  'an infinite loss': (file) => JSON.stringify(file).replace(/"loss":[\d.]+/, '"loss":1e999'),
  'a configuration with a batch of nothing': (file) => {
    file.run.config.batchSize = 0;
  },
  'a configuration with epochs without end': (file) => {
    file.run.config.epochs = 1e15;
  },
  'a prototype among its members': () => '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "format": 1}',
  'a prototype among its settings': (file) =>
    JSON.stringify(file).replace('"hashParts":{', '"hashParts":{"__proto__":"x","constructor":"y",'),
  'names that are markup': (file) => {
    file.run.name = '<img src=x onerror=alert(1)>';
    file.project.name = '"><script>alert(1)</script>';
    file.run.tags = ['</style><script>alert(1)</script>', '__proto__'];
  },
  'a depth that no stack bears': () => `{"format":1,"run":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  'nothing in it': () => '',
  'a picture in its place': () => '\x89PNG\r\n\x1a\n\u0000\u0000',
};

const worked = [
  'a block that is none',
  'a graph that goes round in a circle',
  'a graph of narrower blocks than its checkpoint',
  'a prototype among its settings',
  'images larger than its shards hold',
  'items above its folder',
];

test.each(Object.keys(runs))('a run that describes itself with %s', async (name) => {
  await requireHarmless(await changed('run', runs[name] ?? (() => {})), alwaysWorks || worked.includes(name));
});

const datasets: Record<string, (file: Foreign) => unknown> = {
  'a shard above its folder': (file) => {
    file.shards[0].file = '../../../secret.ckpt';
  },
  'images larger than its shards hold': (file) => {
    file.dataset.preprocessing.width = 1024;
  },
  'more items than there are': (file) => {
    file.dataset.items = 1e9;
  },
  'a class that is not there': (file) => {
    file.items[0].classes[0] = 4_000_000;
  },
  'a copy of an item that is not there': (file) => {
    file.items[0].copies = file.items[0].classes.map(() => 4_000_000);
  },
  'items above its folder': (file) => {
    file.items[0].facts.path = '../../../../../../etc/passwd';
  },
  'items at paths with a NUL': (file) => {
    file.items[0].facts.path = file.items[0].facts.path.map(() => 'a\u0000b');
  },
  'fewer paths than items': (file) => {
    file.items[0].facts.path.pop();
  },
  'hashes that are cut off': (file) => {
    file.items[0].digests = 'AAAA';
  },
  'blocks of items that are not full': (file) => {
    file.items.push(file.items[0]);
  },
  'a part that is none': (file) => {
    file.items[0].parts[0] = 3;
  },
  'a source that is a file of the system': (file) => {
    file.dataset.source = '/etc/passwd';
    file.dataset.state = 'incomplete';
  },
  'a source that is a device': (file) => {
    file.dataset.source = '/dev';
    file.dataset.state = 'incomplete';
  },
  'no classes': (file) => {
    file.dataset.classes = [];
  },
  'a thousand classes of nothing': (file) => {
    file.dataset.classes = Array.from({ length: 1000 }, (_, place) => ({ name: `c${place}`, items: 0, train: 0, validation: 0, test: 0 }));
  },
  'shares that cannot be': (file) => {
    file.dataset.split.train = 500;
  },
  'images of no size': (file) => {
    file.dataset.preprocessing.height = 0;
  },
  'classes called like members of all objects': (file) => {
    file.dataset.classes[0].name = '__proto__';
    file.dataset.classes[1].name = 'constructor';
  },
  'options from another version': (file) => {
    file.options = { without: '__proto__', list: [[[]]] };
  },
};

test.each(Object.keys(datasets))('a dataset that describes itself with %s', async (name) => {
  await requireHarmless(await changed('dataset', datasets[name] ?? (() => {})), alwaysWorks || worked.includes(name));
});

const wild = [
  '../../../secret.ckpt',
  '/etc/passwd',
  '__proto__',
  '',
  'x'.repeat(5000),
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
  '<b>',
];
const pick = <T>(random: Draws, list: readonly T[]): T => list[random.integer(list.length)] as T; // never of an empty list

/** Puts something wild into a place of a value drawn at random, or takes the place away. */
function mutate(value: Foreign, random: Draws): void {
  let at = value;
  for (;;) {
    const keys = Object.keys(at);
    const key = keys.length === 0 ? 'added' : pick(random, keys);
    const inner = at[key];
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && random.next() < 0.9) {
      at = inner;
      continue;
    }
    if (random.next() < 0.1) delete at[key];
    else at[key] = structuredClone(pick(random, wild));
    return;
  }
}

const mutants = times(10, 2000);
test(`${mutants} descriptions changed at random`, async () => {
  for (let seed = 0; seed < mutants; seed += 1) {
    const random = draws(3, seed);
    const where = await changed(seed % 2 === 0 ? 'run' : 'dataset', (file) => {
      for (let count = 1 + random.integer(3); count > 0; count -= 1) mutate(file, random);
    });
    await requireHarmless(where).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error });
    });
    rmSync(where.outside, { recursive: true, force: true });
  }
});
