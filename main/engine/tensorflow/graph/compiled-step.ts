import type * as tfjs from '@tensorflow/tfjs';
import { metricsOf } from '#app/runs/measure.ts';
import type { Batch, Inputs, NamedArray, StepSettings, TrainableModel, TrainingStep } from '../../engine.ts';
import type { Head } from '../../heads/head.ts';
import { answersShape, headFor, headOf } from '../../heads/index.ts';
import { type LayersFunctions, layersFunctions, type StepParts } from '../../layers-functions.ts';
import { byLayer } from '../../layers-step.ts';
import { requireFit, writeVariables } from '../../named-arrays.ts';
import type { NamedVariable } from '../../optimizers/optimizer.ts';
import { tf } from '../../tfjs.ts';
import { numberOf, type StockBackend } from '../backend.ts';
import { attributeTypes, dataTypes, type TensorValues } from '../data-types.ts';
import type { Pointer } from '../library.ts';
import { fusedCrossEntropy } from './fused-cross-entropy.ts';
import { fusedOptimizer, type Update, updateAttributes } from './fused-optimizer.ts';
import { Graph, type GraphLibrary, type GraphTensor } from './graph.ts';
import type { Plan } from './plan.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { type Fed, Session } from './session.ts';
import { GraphVariables } from './variables.ts';

/** What a compiled step is made with. */
export interface Compiler {
  library: GraphLibrary;
  backend: StockBackend;
  allowGpu: boolean;
  plan: Plan;
  /** Whether optimizer and loss are the same operations as uncompiled, to be held against those bit by bit. */
  plain?: boolean;
}

/** One way through the model, compiled for batches of one shape. */
interface Program {
  /** Makes what a run feeds from what the batch is. */
  feed(batch: Batch, numbers: { rate: number; step: number }): Fed[];
  fetches: GraphTensor[];
  targets: Pointer[];
  /** What is fetched only where it is asked for: sizes of the gradients. */
  gradients?: GraphTensor | undefined;
}

/** Shapes that a graph is grown for before it is begun anew: operations cannot be taken out of one. */
const mostPrograms = 32;

/**
 * A training step that runs as a graph: the functions are recorded once for each shape of batch, and TensorFlow runs the
 * record with weights and slots as its variables. The model's own tf.Variables hold what was restored last, not what is learned.
 */
export class CompiledStep implements TrainingStep {
  readonly #functions: LayersFunctions;
  readonly #compiler: Compiler;
  readonly #all: readonly NamedVariable[];
  readonly #withScratch: readonly NamedVariable[];
  readonly #head: Head;
  readonly #answersShape: (size: number) => number[];
  #graph: Graph;
  #session: Session;
  #variables: GraphVariables;
  readonly #programs = new Map<string, Program>();

  /** Operations that assign, found while a step is recorded; null when none is. */
  #recording: { recorder: Recorder; updates: Pointer[] } | null = null;

  private constructor(model: TrainableModel, settings: StepSettings, compiler: Compiler) {
    this.#compiler = compiler;
    this.#head = headOf(model);
    this.#answersShape = (size) => answersShape(model, size);
    this.#functions = layersFunctions(tf, model, settings, compiler.plain ? undefined : this.#fusedParts(), compiler.plan.chains);
    this.#all = [...this.#functions.weights, ...this.#functions.slots];
    this.#graph = new Graph(compiler.library);
    this.#session = openSession(this.#graph, compiler);
    this.#withScratch = settings.optimizer === 'rmsprop' && !compiler.plain ? this.#functions.trainable : [];
    this.#variables = new GraphVariables(this.#graph, this.#all, this.#withScratch);
  }

  /** Throws engine-op-failed. */
  static async prepare(model: TrainableModel, settings: StepSettings, compiler: Compiler): Promise<CompiledStep> {
    const step = new CompiledStep(model, settings, compiler);
    const values = step.#all.map(({ variable }, place) => [place, variable.dataSync<'float32'>()] as const);
    await step.#variables.write(step.#session, new Map(values));
    for (const { variable } of step.#functions.slots) letGo(compiler.backend, variable);
    return step;
  }

  async train(batch: Batch, step: number, learningRate: number, wants: { gradients?: boolean } = {}) {
    const program = this.#program('train', batch) ?? (await this.#programAnew('train', batch));
    const numbers = { rate: this.#functions.rate(learningRate, step), step };
    const fetches = wants.gradients && program.gradients !== undefined ? [...program.fetches, program.gradients] : program.fetches;
    const [figures, sizes] = await this.#session.run(program.feed(batch, numbers), fetches, program.targets);
    const metrics = metricsOf(this.#head.measure, Number(figures?.[0] ?? Number.NaN), Number(figures?.[1] ?? Number.NaN));
    return sizes instanceof Float32Array ? { ...metrics, gradients: byLayer(this.#functions.learning, sizes) } : metrics;
  }

  async evaluate(batch: Batch) {
    const program = this.#program('evaluate', batch) ?? (await this.#programAnew('evaluate', batch));
    const [outputs, judged = outputs] = await this.#session.run(program.feed(batch, { rate: 0, step: 0 }), program.fetches);
    if (!(outputs instanceof Float32Array) || !(judged instanceof Float32Array)) throw new Error('outputs are floats');
    return { ...this.#head.judge(judged, batch), outputs };
  }

  async state(): Promise<{ weights: NamedArray[]; slots: NamedArray[] }> {
    const values = await this.#variables.read(this.#session);
    const arrays = this.#all.map(({ name, variable }, place) => {
      const held = values[place];
      if (!(held instanceof Float32Array)) throw new Error(`the weight ${name} holds floats`);
      return { name, shape: [...variable.shape], values: held };
    });
    const { length } = this.#functions.weights;
    return { weights: arrays.slice(0, length), slots: arrays.slice(length) };
  }

  async restore({ weights, slots }: { weights: NamedArray[]; slots: NamedArray[] }): Promise<void> {
    requireFit(this.#functions.weights, weights, 'weight');
    requireFit(this.#functions.slots, slots, 'slot');
    const byName = new Map([...weights, ...slots].map((array) => [array.name, array.values]));
    const values = this.#all.flatMap(({ name }, place) => {
      const found = byName.get(name);
      return found === undefined ? [] : [[place, found] as const];
    });
    await this.#variables.write(this.#session, new Map<number, TensorValues>(values));
    // Whoever restores a state may go on with the model itself: to export it, for one.
    writeVariables(tf, this.#functions.weights, weights);
    this.#compiler.backend.getInputTensorIds(this.#functions.weights.map(({ variable }) => variable));
  }

  dispose(): void {
    this.#session.dispose();
    this.#graph.dispose();
    this.#functions.dispose();
  }

  /** The program for batches like this one, compiled if need be; null where the graph has too many already. */
  #program(kind: 'train' | 'evaluate', batch: Batch): Program | null {
    const signature = [kind, ...batch.shape, batch.weights === undefined ? '' : 'weighted'].join(' ');
    const known = this.#programs.get(signature);
    if (known !== undefined) return known;
    if (this.#programs.size >= mostPrograms) return null;
    const program = kind === 'train' ? this.#compileTraining(batch) : this.#compileEvaluation(batch);
    this.#programs.set(signature, program);
    return program;
  }

  /** Begins the graph anew, with the same values in its variables. */
  async #programAnew(kind: 'train' | 'evaluate', batch: Batch): Promise<Program> {
    const { inputs, answers } = batch;
    [batch.inputs, batch.answers] = [inputs.slice(), answers.slice()]; // the loop may fill its own again meanwhile
    const values = await this.#variables.read(this.#session);
    this.#session.dispose();
    this.#graph.dispose();
    this.#programs.clear();
    this.#graph = new Graph(this.#compiler.library);
    this.#session = openSession(this.#graph, this.#compiler);
    this.#variables = new GraphVariables(this.#graph, this.#all, this.#withScratch);
    await this.#variables.write(this.#session, new Map(values.entries()));
    const program = this.#program(kind, batch);
    if (program === null) throw new Error('a graph begun anew has room');
    return program;
  }

  #compileTraining({ inputs, shape, weights }: Batch): Program {
    const given = this.#graph.placeholder(shape, typeOf(inputs));
    const answerType = this.#head.type === 'int32' ? dataTypes.TF_INT32 : dataTypes.TF_FLOAT;
    const answers = this.#graph.placeholder(this.#answersShape(shape[0]), answerType);
    const itemWeights = weights === undefined ? null : this.#graph.placeholder([shape[0]], dataTypes.TF_FLOAT);
    const rate = this.#graph.placeholder([], dataTypes.TF_FLOAT);
    const step = this.#graph.placeholder([], dataTypes.TF_INT32);
    const { fetches, targets } = this.#record((tensor) =>
      this.#functions.train(
        {
          inputs: tensor(this.#numbers(given)),
          answers: tensor(answers),
          weights: itemWeights === null ? null : tensor(itemWeights),
          rate: tensor(rate),
          step: tensor(step),
        },
        { gradients: true },
      ),
    );
    const [figures, gradients] = fetches;
    if (figures === undefined) throw new Error('a step answers its figures');
    return {
      fetches: [figures],
      targets,
      gradients,
      feed: (batch, numbers) => [
        { tensor: given, values: batch.inputs },
        { tensor: answers, values: batch.answers },
        ...(itemWeights === null || batch.weights === undefined ? [] : [{ tensor: itemWeights, values: batch.weights }]),
        { tensor: rate, values: Float32Array.of(numbers.rate) },
        { tensor: step, values: Int32Array.of(numbers.step) },
      ],
    };
  }

  #compileEvaluation({ inputs, shape }: Batch): Program {
    const given = this.#graph.placeholder(shape, typeOf(inputs));
    const { fetches, targets } = this.#record((tensor) => this.#functions.evaluate(tensor(this.#numbers(given))));
    return { fetches, targets, feed: (batch) => [{ tensor: given, values: batch.inputs }] };
  }

  /** Runs the functions with kernels that record; `tensor` makes the kernels' own out of one of the graph's. */
  #record(
    functions: (tensor: <T extends tfjs.Tensor>(of: GraphTensor) => T) => (tfjs.Tensor | undefined)[],
  ): Pick<Program, 'fetches' | 'targets'> {
    const { backend } = this.#compiler;
    const outside = backend.binding;
    const recorder: Recorder = createRecorder(this.#graph, outside, this.#variables.known(backend));
    // The caller says which rank it is; the graph's tensor has it.
    const tensor = <T extends tfjs.Tensor>({ output, shape, dtype }: GraphTensor): T =>
      backend.createOutputTensor({ id: recorder.know({ output, shape, dtype }), shape, dtype }) as T;
    let fetches: GraphTensor[] = [];
    const updates: Pointer[] = [];
    this.#recording = { recorder, updates };
    backend.binding = recorder;
    try {
      const assigned = this.#variables.assignedBy(backend, recorder, () => {
        tf.tidy(() => {
          const outputs = functions(tensor).filter((output) => output !== undefined);
          fetches = backend.getInputTensorIds(outputs).map((id) => recorder.tensorOf(id));
        });
      });
      return { fetches, targets: [...updates, ...assigned] };
    } finally {
      this.#recording = null;
      backend.binding = outside;
    }
  }

  #fusedParts(): StepParts {
    const update: Update = (kind, inputs, of) => {
      const { recorder, updates } = this.#recording ?? {};
      if (recorder === undefined || updates === undefined) throw new Error('a fused optimizer works while a step is recorded');
      const given = inputs.map((input) => {
        if (input === 'scratch') return this.#variables.scratch(of);
        return input instanceof tf.Variable ? input : recorder.tensorOf(numberOf(this.#compiler.backend, input));
      });
      updates.push(this.#variables.update(kind, updateAttributes, given));
    };
    return {
      optimizer: (_, weights, settings) => fusedOptimizer(weights, settings, update),
      loss: (head) => (head.kind === 'softmax' ? fusedCrossEntropy : headFor(head).loss),
    };
  }

  /** What the model computes with: pixels become floats inside the graph. */
  #numbers(given: GraphTensor): GraphTensor {
    if (given.dtype !== dataTypes.TF_UINT8) return given;
    const [floats] = this.#graph.add(
      'Cast',
      [
        { name: 'SrcT', type: attributeTypes.TF_ATTR_TYPE, value: dataTypes.TF_UINT8 },
        { name: 'DstT', type: attributeTypes.TF_ATTR_TYPE, value: dataTypes.TF_FLOAT },
      ],
      [given],
    );
    if (floats === undefined) throw new Error('Cast answers one tensor');
    return floats;
  }
}

function typeOf(inputs: Inputs): number {
  if (inputs instanceof Uint8Array) return dataTypes.TF_UINT8;
  return inputs instanceof Int32Array ? dataTypes.TF_INT32 : dataTypes.TF_FLOAT;
}

function openSession(graph: Graph, { plan, allowGpu, plain = false }: Compiler): Session {
  return new Session(graph, { intraThreads: plan.intraThreads, interThreads: plan.interThreads, allowGpu, asWritten: plain });
}

/** Frees what a variable holds outside the graph; the kernels go on knowing it by a number. */
function letGo(backend: StockBackend, variable: tfjs.Variable): void {
  const nothing = backend.createOutputTensor({ id: backend.binding.reserve(), shape: variable.shape, dtype: dataTypes.TF_FLOAT });
  variable.assign(nothing);
  nothing.dispose();
}
