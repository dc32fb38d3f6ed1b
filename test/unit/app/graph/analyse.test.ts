import { describe, expect, it } from 'vitest';
import { blocks } from '#app/blocks/index.ts';
import { analyse } from '#app/graph/analyse.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import type { Graph, GraphNode } from '#app/graph/graph.ts';
import { expectBelow } from '#test/helpers/speed.ts';

const context = { input: [8, 8, 3], classes: 5 };

type Wire = string | { from: string; to: string; fromPort?: string; toPort?: string };

/** A graph from "id Block" lines and "a>b" wires. */
function graphOf(nodes: Record<string, string | [string, GraphNode['params']]>, wires: readonly Wire[]): Graph {
  return {
    version: 1,
    nodes: Object.entries(nodes).map(([id, node]) =>
      typeof node === 'string' ? { id, block: node, params: {} } : { id, block: node[0], params: node[1] },
    ),
    edges: wires.map((wire) => {
      if (typeof wire !== 'string') return wire;
      const [from = '', to = ''] = wire.split('>');
      return { from, to };
    }),
  };
}

const five: [string, GraphNode['params']] = ['Dense', { units: 5 }];
const sound = graphOf({ input: 'Input', conv: 'Conv2D', flat: 'Flatten', dense: five, out: 'Output' }, [
  'input>conv',
  'conv>flat',
  'flat>dense',
  'dense>out',
]);

/** Problems as "severity code on node: message [repairs]". */
const problemsOf = (graph: Graph, given = context) =>
  analyse(graph, given).problems.map(({ severity, code, node, message, repairs }) => ({
    what: `${severity} ${code} on ${node}`,
    message,
    repairs: repairs.map(({ label }) => label),
  }));

describe('a sound graph', () => {
  it('has shapes, counts and totals', () => {
    const analysis = analyse(sound, context);
    expect(analysis.ok).toBe(true);
    expect(analysis.order.map((id) => analysis.nodes.get(id)?.output)).toEqual([[8, 8, 3], [8, 8, 32], [2048], [5], [5]]);
    expect(analysis.totals).toEqual({
      trainable: 896 + 10_245,
      frozen: 0,
      parameters: 11_141,
      operations: 8 * 8 * 32 * 27 + 2048 * 5 + 5,
      activationBytes: 4 * (192 + 2048 + 2048 + 5 + 5),
    });
  });

  it('counts moving averages as frozen', () => {
    const graph = graphOf({ input: 'Input', norm: 'BatchNormalization', flat: 'Flatten', dense: five, out: 'Output' }, [
      'input>norm',
      'norm>flat',
      'flat>dense',
      'dense>out',
    ]);
    expect(analyse(graph, context).totals).toMatchObject({ trainable: 6 + 965, frozen: 6, parameters: 977 });
  });

  it('names blocks in the order of computation, Input and Output without a number', () => {
    const graph = graphOf({ out: 'Output', b: five, a: ['Dense', { activation: 'relu' }], flat: 'Flatten', input: 'Input' }, [
      'input>flat',
      'flat>a',
      'a>b',
      'b>out',
    ]);
    const { nodes } = analyse(graph, context);
    expect(['out', 'b', 'a', 'flat', 'input'].map((id) => nodes.get(id)?.name)).toEqual([
      'Output',
      'Dense 2',
      'Dense 1',
      'Flatten 1',
      'Input',
    ]);
  });

  it('merges in the order of the wires', () => {
    const graph = graphOf(
      {
        input: 'Input',
        a: ['Conv2D', { filters: 2 }],
        b: ['Conv2D', { filters: 4 }],
        both: 'Concatenate',
        pool: 'GlobalAveragePooling2D',
        dense: five,
        out: 'Output',
      },
      ['input>b', 'input>a', 'b>both', 'a>both', 'both>pool', 'pool>dense', 'dense>out'],
    );
    expect(analyse(graph, context).nodes.get('both')?.inputs).toEqual([
      [8, 8, 4],
      [8, 8, 2],
    ]);
  });

  it('does without data: any row of numbers will do', () => {
    expect(analyse(sound, { input: [8, 8, 3], classes: null }).ok).toBe(true);
  });

  it('takes the port names that every block has', () => {
    const graph = { ...sound, edges: sound.edges.map((edge) => ({ ...edge, fromPort: 'out', toPort: 'in' })) };
    expect(analyse(graph, context).ok).toBe(true);
  });
});

/** [what it is about, graph, the one problem expected] */
const wrong: [string, Graph, { what: string; message: string; repairs: string[] }][] = [
  [
    'an unknown block',
    graphOf({ ...nodesOf(sound), conv: 'Lambda' }, wiresOf(sound)),
    {
      what: 'error unknown-block on conv',
      message: `Lambda 1 must be one of the blocks ${blocks.map(({ type }) => type).join(', ')}; got "Lambda".`,
      repairs: ['Remove block'],
    },
  ],
  [
    'a block named like an object’s own functions',
    graphOf({ ...nodesOf(sound), conv: 'constructor' }, wiresOf(sound)),
    { what: 'error unknown-block on conv', message: expect.stringContaining('got "constructor"'), repairs: ['Remove block'] },
  ],
  [
    'a whole number out of bounds',
    graphOf({ ...nodesOf(sound), conv: ['Conv2D', { filters: 0 }] }, wiresOf(sound)),
    { what: 'error bad-parameter on conv', message: 'Filters of Conv2D 1 must be a whole number 1 to 4,096; got 0.', repairs: ['Use 32'] },
  ],
  [
    'a fraction where a whole number belongs',
    graphOf({ ...nodesOf(sound), conv: ['Conv2D', { kernelSize: [3, 2.5] }] }, wiresOf(sound)),
    {
      what: 'error bad-parameter on conv',
      message: 'Kernel of Conv2D 1 must be two whole numbers 1 to 64; got 3×2.5.',
      repairs: ['Use 3×3'],
    },
  ],
  [
    'a number that is none',
    graphOf({ ...nodesOf(sound), conv: ['Dropout', { rate: Number.NaN }] }, wiresOf(sound)),
    { what: 'error bad-parameter on conv', message: 'Rate of Dropout 1 must be a number 0 to 0.95; got NaN.', repairs: ['Use 0.25'] },
  ],
  [
    'a word that is no choice',
    graphOf({ ...nodesOf(sound), conv: ['Conv2D', { activation: 'swish' }] }, wiresOf(sound)),
    {
      what: 'error bad-parameter on conv',
      message: 'Activation of Conv2D 1 must be one of linear, relu, leaky_relu, elu, tanh, sigmoid, softmax; got "swish".',
      repairs: ['Use "relu"'],
    },
  ],
  [
    'a parameter that the block does not have',
    graphOf({ ...nodesOf(sound), flat: ['Flatten', { filters: 3 }] }, wiresOf(sound)),
    { what: 'error bad-parameter on flat', message: 'Flatten 1 has no parameter "filters"; it has none.', repairs: ['Remove "filters"'] },
  ],
  [
    'an id that two blocks have',
    { ...sound, nodes: [...sound.nodes, { id: 'conv', block: 'Dropout', params: {} }] },
    {
      what: 'error repeated-id on conv',
      message: 'Every block must have an id of its own; got "conv" more than once; rename one.',
      repairs: [],
    },
  ],
  [
    'a wire to nowhere',
    { ...sound, edges: [...sound.edges, { from: 'conv', to: 'ghost' }] },
    {
      what: 'error missing-node on conv',
      message: 'A wire must join two blocks of the model; got one from Conv2D 1 to the missing block "ghost"; remove it.',
      repairs: ['Remove wire'],
    },
  ],
  [
    'a wire from a block to itself',
    { ...sound, edges: [...sound.edges, { from: 'conv', to: 'conv' }] },
    { what: 'error self-loop on conv', message: 'Conv2D 1 must not be wired to itself; remove the wire.', repairs: ['Remove wire'] },
  ],
  [
    'the same wire twice',
    { ...sound, edges: [...sound.edges, { from: 'conv', to: 'flat' }] },
    {
      what: 'error wired-twice on flat',
      message: 'Conv2D 1 must be wired to Flatten 1 once; got a second wire; remove it.',
      repairs: ['Keep one wire'],
    },
  ],
  [
    'a port that no block has',
    { ...sound, edges: sound.edges.map((edge) => (edge.to === 'out' ? { ...edge, toPort: 'mask' } : edge)) },
    {
      what: 'error unknown-port on out',
      message: expect.stringContaining('must end at the ports "out" and "in"'),
      repairs: ['Wire it plainly'],
    },
  ],
  [
    'something behind the Output',
    { ...sound, edges: [...sound.edges, { from: 'out', to: 'conv' }] },
    {
      what: 'error after-output on conv',
      message: 'Output must be the end; got a wire on to Conv2D 1; remove it.',
      repairs: ['Remove wire'],
    },
  ],
  [
    'no Input',
    graphOf({ conv: 'Dropout', flat: 'Flatten', dense: five, out: 'Output' }, ['conv>flat', 'flat>dense', 'dense>out']),
    {
      what: 'error no-input on conv',
      message: 'A model must have one Input, where the data enters; got none; add it.',
      repairs: ['Add Input'],
    },
  ],
  [
    'no Output',
    graphOf({ input: 'Input', conv: 'Conv2D' }, ['input>conv']),
    {
      what: 'error no-output on conv',
      message: 'A model must have one Output, where the answer comes out; got none; add it.',
      repairs: ['Add Output'],
    },
  ],
  [
    'a second Input',
    graphOf({ ...nodesOf(sound), more: 'Input', sum: 'Concatenate' }, [
      'input>conv',
      'conv>sum',
      'more>sum',
      'sum>flat',
      'flat>dense',
      'dense>out',
    ]),
    { what: 'error many-inputs on more', message: 'A model must have one Input; got 2; remove Input 2.', repairs: ['Remove block'] },
  ],
  [
    'a second Output',
    graphOf({ ...nodesOf(sound), more: 'Output' }, [...wiresOf(sound), 'dense>more']),
    { what: 'error many-outputs on more', message: 'A model must have one Output; got 2; remove Output 2.', repairs: ['Remove block'] },
  ],
  [
    'a branch that leads nowhere',
    graphOf({ ...nodesOf(sound), extra: 'Dropout' }, [...wiresOf(sound), 'conv>extra']),
    {
      what: 'error leads-nowhere on extra',
      message: 'Dropout 1 must lead to the Output; got no wire out of it; connect or remove it.',
      repairs: ['Remove block'],
    },
  ],
  [
    'a block that nothing leads into',
    graphOf({ ...nodesOf(sound), extra: 'Conv2D', sum: 'Add' }, [
      'input>conv',
      'conv>sum',
      'extra>sum',
      'sum>flat',
      'flat>dense',
      'dense>out',
    ]),
    {
      what: 'error wires on extra',
      message: 'Conv2D 2 must get 1 wire; got none; connect a block to it or remove it.',
      repairs: ['Remove block'],
    },
  ],
  [
    'two wires into a block that takes one',
    graphOf(nodesOf(sound), [...wiresOf(sound), 'input>flat']),
    {
      what: 'error wires on flat',
      message: 'Flatten 1 must get 1 wire; got 2 from Conv2D 1 and Input; merge them first.',
      repairs: ['Insert Add', 'Insert Concatenate'],
    },
  ],
  [
    'a merging block with one wire',
    graphOf({ ...nodesOf(sound), conv: 'Add' }, wiresOf(sound)),
    {
      what: 'error wires on conv',
      message: 'Add 1 must get 2 wires or more; got 1 from Input; connect another block to it or remove it.',
      repairs: ['Remove block'],
    },
  ],
  [
    'a wire into the Input',
    graphOf({ ...nodesOf(sound), before: 'Input' }, ['before>input', ...wiresOf(sound)]),
    { what: 'error wires on input', message: expect.stringContaining('must get no wires; got 1 from'), repairs: ['Remove wire'] },
  ],
  [
    'different shapes to be added',
    graphOf({ ...nodesOf(sound), sum: 'Add' }, ['input>conv', 'conv>sum', 'input>sum', 'sum>flat', 'flat>dense', 'dense>out']),
    {
      what: 'error shape on sum',
      message:
        'Add 1 must get the same shape on every wire; got 8×8×32 from Conv2D 1 and 8×8×3 from Input; give both as many filters and the same strides, or use Concatenate.',
      repairs: [],
    },
  ],
  [
    'different sizes side by side',
    graphOf({ ...nodesOf(sound), pool: 'MaxPooling2D', both: 'Concatenate' }, [
      'input>conv',
      'input>pool',
      'conv>both',
      'pool>both',
      'both>flat',
      'flat>dense',
      'dense>out',
    ]),
    {
      what: 'error shape on both',
      message: expect.stringContaining(
        'must get the same height and width on every wire; got 8×8×32 from Conv2D 1 and 4×4×3 from MaxPooling2D 1',
      ),
      repairs: [],
    },
  ],
  [
    'a convolution over a row',
    graphOf({ ...nodesOf(sound), conv: 'Flatten', flat: 'Conv2D' }, wiresOf(sound)),
    {
      what: 'error shape on flat',
      message:
        'Conv2D 1 must get an image, height × width × channels; got 192 from Flatten 1; move it before the block that makes a row of numbers.',
      repairs: [],
    },
  ],
  [
    'a kernel larger than the image',
    graphOf({ ...nodesOf(sound), conv: ['Conv2D', { kernelSize: [9, 9], padding: 'valid' }] }, wiresOf(sound)),
    {
      what: 'error shape on conv',
      message: 'Conv2D 1 must get an image of 9×9 or more, its kernel; got 8×8×3 from Input; use padding same or a smaller kernel.',
      repairs: ['Padding same'],
    },
  ],
  [
    'a window larger than the image',
    graphOf({ ...nodesOf(sound), conv: ['MaxPooling2D', { poolSize: 16 }] }, wiresOf(sound)),
    {
      what: 'error shape on conv',
      message: expect.stringContaining('must get an image of 16×16 or more, its window; got 8×8×3 from Input'),
      repairs: ['Remove block', 'Padding same'],
    },
  ],
  [
    'an image at the Output',
    graphOf({ input: 'Input', dense: ['Conv2D', { filters: 5, activation: 'linear' }], out: 'Output' }, ['input>dense', 'dense>out']),
    {
      what: 'error shape on out',
      message: 'Output must get 5 numbers, one a class; got 8×8×5 from Conv2D 1; flatten first.',
      repairs: ['Insert GlobalAveragePooling2D', 'Insert Flatten'],
    },
  ],
  [
    'as many numbers as there are no classes',
    graphOf({ ...nodesOf(sound), dense: ['Dense', { units: 7 }] }, wiresOf(sound)),
    {
      what: 'error shape on out',
      message: 'Output must get 5 numbers, one a class; got 7 from Dense 1; use Dense with 5 units.',
      repairs: ['Set units to 5', 'Insert Dense 5'],
    },
  ],
  [
    'more numbers than a block may make',
    graphOf({ ...nodesOf(sound), conv: ['Conv2D', { filters: 4096 }] }, wiresOf(sound)),
    {
      what: 'error too-large on conv',
      message: 'Conv2D 1 must make 134,217,728 numbers of an item or fewer; got 268.4 M; use fewer filters or smaller images.',
      repairs: [],
    },
  ],
  [
    'more parameters than a machine holds',
    graphOf({ ...nodesOf(sound), hidden: ['Dense', { units: 65_536, activation: 'relu' }] }, [
      'input>conv',
      'conv>flat',
      'flat>hidden',
      'hidden>dense',
      'dense>out',
    ]),
    { what: 'error too-large on hidden', message: expect.stringContaining('parameters or fewer; got 4.2 G, most in Dense 1'), repairs: [] },
  ],
];

function nodesOf(graph: Graph): Record<string, [string, GraphNode['params']]> {
  return Object.fromEntries(graph.nodes.map(({ id, block, params }) => [id, [block, params]]));
}

function wiresOf(graph: Graph): string[] {
  return graph.edges.map(({ from, to }) => `${from}>${to}`);
}

describe('an error stands on the block that causes it, with its repair:', () => {
  const large = { input: [256, 256, 3], classes: 5 };
  it.each(wrong)('%s', (what, graph, problem) => {
    const given = what.startsWith('more numbers')
      ? large
      : what.startsWith('more parameters')
        ? { input: [45, 45, 3], classes: 5 }
        : context;
    const analysis = analyse(graph, given);
    expect(problemsOf(graph, given).filter(({ what }) => what.startsWith('error'))).toEqual(expect.arrayContaining([problem]));
    expect(analysis.ok).toBe(false);
  });

  it.each(wrong)('%s: every button says something else', (_, graph) => {
    for (const { repairs } of problemsOf(graph)) expect(new Set(repairs).size).toBe(repairs.length);
  });
});

describe('warnings, which let a model be trained:', () => {
  it.each<[string, Graph, { what: string; message: string; repairs: string[] }]>([
    [
      'softmax before the Output',
      graphOf({ ...nodesOf(sound), dense: ['Dense', { units: 5, activation: 'softmax' }] }, wiresOf(sound)),
      {
        what: 'warning activation-moved on dense',
        message: 'The softmax of Dense 1 is left to Output, which adds it once itself; the model is the same.',
        repairs: ['Activation none'],
      },
    ],
    [
      'a softmax block before the Output',
      graphOf({ ...nodesOf(sound), soft: ['Activation', { activation: 'softmax' }] }, [
        'input>conv',
        'conv>flat',
        'flat>dense',
        'dense>soft',
        'soft>out',
      ]),
      {
        what: 'warning activation-moved on soft',
        message: expect.stringContaining('The softmax of Activation 1'),
        repairs: ['Remove block'],
      },
    ],
    [
      'another activation before the Output',
      graphOf({ ...nodesOf(sound), dense: ['Dense', { units: 5, activation: 'relu' }] }, wiresOf(sound)),
      {
        what: 'warning activation-before-output on dense',
        message: expect.stringContaining('Dense 1 bends its numbers with relu right before Output'),
        repairs: ['Activation none'],
      },
    ],
    [
      'Dense on an image',
      graphOf({ input: 'Input', dense: ['Dense', { units: 5 }], pool: 'GlobalAveragePooling2D', out: 'Output' }, [
        'input>dense',
        'dense>pool',
        'pool>out',
      ]),
      {
        what: 'warning advice on dense',
        message: 'Dense 1 works on the 3 channels of each of 8×8 places by itself; flatten first to weigh the whole image.',
        repairs: ['Insert Flatten', 'Insert GlobalAveragePooling2D'],
      },
    ],
    [
      'Flatten on a row',
      graphOf({ ...nodesOf(sound), again: 'Flatten' }, ['input>conv', 'conv>flat', 'flat>again', 'again>dense', 'dense>out']),
      { what: 'warning advice on again', message: 'Flatten 2 changes nothing: its input is one row already.', repairs: ['Remove block'] },
    ],
    [
      'two layers without a bend between them',
      graphOf({ ...nodesOf(sound), hidden: ['Dense', { units: 9 }] }, [
        'input>conv',
        'conv>flat',
        'flat>hidden',
        'hidden>dense',
        'dense>out',
      ]),
      {
        what: 'warning linear-stack on hidden',
        message: expect.stringContaining('Dense 1 and Dense 2 follow each other without an activation'),
        repairs: ['Activation relu'],
      },
    ],
    [
      'a huge Dense',
      graphOf({ ...nodesOf(sound), hidden: ['Dense', { units: 16_384, activation: 'relu' }] }, [
        'input>conv',
        'conv>flat',
        'flat>hidden',
        'hidden>dense',
        'dense>out',
      ]),
      { what: 'warning advice on hidden', message: expect.stringContaining('Dense 1 has 33.6 M parameters'), repairs: ['8,192 units'] },
    ],
  ])('%s', (_, graph, problem) => {
    expect(problemsOf(graph)).toEqual([problem]);
    expect(analyse(graph, context).ok).toBe(true);
  });
});

describe('one cause, one problem:', () => {
  it('blocks behind an error are not blamed', () => {
    const graph = graphOf({ ...nodesOf(sound), conv: ['Conv2D', { filters: 0 }] }, wiresOf(sound));
    expect(analyse(graph, context).problems).toHaveLength(1);
  });

  it('a circle is told once, on the wire that closes it', () => {
    const graph = graphOf({ ...nodesOf(sound), sum: 'Add', back: 'Conv2D' }, [
      'input>sum',
      'sum>conv',
      'conv>back',
      'back>sum',
      'conv>flat',
      'flat>dense',
      'dense>out',
    ]);
    expect(problemsOf(graph)).toEqual([
      {
        what: 'error cycle on back',
        message: 'Conv2D 1 must not depend on itself; got a circle closed by the wire from Conv2D 2; remove the wire.',
        repairs: ['Remove wire'],
      },
    ]);
  });

  it('an empty graph misses its two ends', () => {
    expect(problemsOf({ version: 1, nodes: [], edges: [] }).map(({ what, repairs }) => [what, ...repairs])).toEqual([
      ['error no-input on null', 'Add Input'],
      ['error no-output on null', 'Add Output'],
    ]);
  });
});

describe('repairs', () => {
  const mended = (graph: Graph) => {
    const repair = analyse(graph, context).problems[0]?.repairs[0];
    return repair === undefined ? graph : applyRepair(graph, repair).graph;
  };

  it.each<[string, Graph]>([
    ['a second wire', { ...sound, edges: [...sound.edges, { from: 'conv', to: 'flat' }, { from: 'conv', to: 'flat' }] }],
    ['a port that no block has', { ...sound, edges: sound.edges.map((edge) => ({ ...edge, toPort: edge.to === 'out' ? 'mask' : 'in' })) }],
    ['a wire to nowhere, twice', { ...sound, edges: [...sound.edges, { from: 'conv', to: 'ghost' }, { from: 'conv', to: 'ghost' }] }],
    ['a wire into its own block', { ...sound, edges: [...sound.edges, { from: 'conv', to: 'conv' }] }],
    ['units that are not the classes', graphOf({ ...nodesOf(sound), dense: ['Dense', { units: 7 }] }, wiresOf(sound))],
    [
      'a missing Input',
      graphOf({ conv: 'Dropout', flat: 'Flatten', dense: five, out: 'Output' }, ['conv>flat', 'flat>dense', 'dense>out']),
    ],
    ['a parameter nobody knows', graphOf({ ...nodesOf(sound), flat: ['Flatten', { filters: 3 }] }, wiresOf(sound))],
  ])('mend %s with one click', (_, graph) => {
    expect(analyse(graph, context).problems).toHaveLength(1);
    expect(analyse(mended(graph), context).problems).toEqual([]);
  });
});

describe('graphs from anywhere', () => {
  it('may call blocks like the functions that objects have', () => {
    const graph = graphOf({ constructor: 'Input', toString: 'Flatten', valueOf: five, hasOwnProperty: 'Output' }, [
      'constructor>toString',
      'toString>valueOf',
      'valueOf>hasOwnProperty',
    ]);
    expect(analyse(graph, context).ok).toBe(true);
  });

  it('leave the prototype as it is', () => {
    const graph: Graph = JSON.parse(
      '{"version":1,"nodes":[{"id":"__proto__","block":"__proto__","params":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}],"edges":[{"from":"__proto__","to":"__proto__"}]}',
    );
    expect(analyse(graph, context).ok).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('of 10,000 blocks in a row are analysed in seconds', () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => ({
      id: `n${index}`,
      block: index === 0 ? 'Input' : 'Activation',
      params: {},
    }));
    const edges = nodes.slice(1).map(({ id }, index) => ({ from: `n${index}`, to: id }));
    const start = performance.now();
    expect(analyse({ version: 1, nodes, edges }, context).nodes.get('n9999')?.output).toEqual([8, 8, 3]);
    expectBelow(performance.now() - start, 4000);
  });
});
