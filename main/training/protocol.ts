import type { Baseline, JudgedStep, NumberEvaluation } from '#app/contract/evaluations.ts';
import type { EngineFacts, Epoch, GradientLook, Metrics, StepMetrics } from '#app/contract/runs.ts';
import type { Columns } from '#app/data/columns/fitted.ts';
import type { Preprocessing } from '#app/data/preprocessing.ts';
import type { Ahead, WindowPlace } from '#app/data/series/ahead.ts';
import type { Interval } from '#app/data/series/interval.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import type { WeighedToken } from '#app/data/texts/occlusion.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Graph } from '#app/graph/graph.ts';
import type { EngineChoice, NumberLoss, RunConfig } from '#app/runs/config.ts';
import type { ClassScore } from '#app/runs/metrics.ts';
import type { NumberScore } from '#app/runs/number-scores.ts';
import type { Sampling } from '#app/runs/sampling.ts';

/** What a worker reads of a dataset: the shards' folder and which item is what. Nothing else of the store reaches it. */
export interface WorkerData {
  folder: string;
  preprocessing: Preprocessing;
  /** Of texts: the folder below it that holds their codes. */
  prepared: string | null;
  classes: string[];
  /** Class of every item, by index. */
  labels: Int32Array;
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export interface TrainTask {
  kind: 'train';
  run: number;
  graph: Graph;
  data: WorkerData;
  config: RunConfig;
  /** SHA-256 of the data with its split, and of what the graph computes, as the store has them. */
  dataHash: string;
  graphHash: string;
  /** Where checkpoints go. */
  folder: string;
  /** Checkpoint files to go on from, newest first: the first that is whole is taken. Null starts anew. */
  resume: { files: string[] /** The run had ended by itself and is given more epochs. */; more: boolean } | null;
  /** The configuration the run began under; null to record one. */
  began: Configuration | null;
  /** Go on under another configuration. */
  force: boolean;
  /** Configurations of runs of this model on this data, newest first: what was measured for them need not be measured again. */
  known: Configuration['parts'][];
}

/** Everything that makes two runs comparable, by name, and the SHA-256 over it. */
export interface Configuration {
  hash: string;
  parts: Record<string, string>;
}

/** A run's model at one epoch, as evaluation, prediction and export load it. */
export interface TrainedModel {
  graph: Graph;
  preprocessing: Preprocessing;
  /** Of texts and columns: the folder that holds what was fitted for the run. */
  fitted: string | null;
  classes: string[];
  /** The head that is asked alone, of several; null: all that it answers. */
  head: string | null;
  /** Path of the checkpoint and the SHA-256 that the store has of it. */
  checkpoint: string;
  sha256: string;
  engine: EngineChoice;
  /** What answers that are numbers were trained with. */
  loss: NumberLoss;
  /** In how many chains it was trained, so that it answers to the same bits; null where nobody knows. */
  chains: number | null;
}

export interface JudgeTask {
  kind: 'evaluate';
  model: TrainedModel;
  /** Items of a dataset, files with the class each lies in (−1: unknown), or texts. */
  items: { data: WorkerData; indices: Int32Array } | { files: { path: string; label: number }[] } | { texts: LabelledText[] };
}

/** A text from outside the data, where it stands, and the number of its class. */
export interface LabelledText {
  text: string;
  path: string;
  label: number;
}

/** The same where each step of an item has an answer. */
export interface JudgeStepsTask {
  kind: 'evaluate-steps';
  model: TrainedModel;
  data: WorkerData;
  indices: Int32Array;
}

/** What plain ways of answering are fitted to: the training part of what the run learned from. */
export type LearnedFrom = Pick<WorkerData, 'folder' | 'train'>;

/** Rows or windows of columns that are answered with numbers, beside what plain ways say of them. */
export interface JudgeNumbersTask {
  kind: 'evaluate-numbers';
  model: TrainedModel;
  /** Where their rows lie: in the dataset's folder, or in that of a file that was read. */
  folder: string;
  indices: Int32Array;
  /** Of series: only the windows of so many rolling origins; null: all. */
  origins: number | null;
  /** Null where it is gone. */
  learned: LearnedFrom | null;
}

/** The same where they are answered with labels. */
export interface JudgeLabelsTask {
  kind: 'evaluate-labels';
  model: TrainedModel;
  folder: string;
  indices: Int32Array;
  learned: LearnedFrom | null;
}

/** A file, an item of the run's dataset, or an encoded image. */
export type ImageToPredict = { path: string } | { item: number } | { name: string; bytes: Uint8Array };

export interface PredictTask {
  kind: 'predict';
  model: TrainedModel;
  /** For images that are items; null where none is. */
  data: WorkerData | null;
  images: ImageToPredict[];
  /** Whether the pixels that the network got are to be handed back. */
  seen: boolean;
}

export interface PredictTextsTask {
  kind: 'predict-texts';
  model: TrainedModel;
  texts: string[];
}

/** An image that a row names: its file, its encoded bytes, or that of a row of the data. */
export type GivenImage = { path: string } | { name: string; bytes: Uint8Array } | { row: number };

/** Of each column of images, those that its cells are places among. */
export type GivenImages = ReadonlyMap<string, readonly GivenImage[]>;

/** Columns that are at hand, with the folder of the data that their images may be of, or in the folder of a table that was read. */
type GivenColumns = { columns: Columns; images?: GivenImages; data?: string } | { folder: string };

/** Rows of a table from outside the data. */
export interface PredictColumnsTask {
  kind: 'predict-columns';
  model: TrainedModel;
  from: GivenColumns;
  items: Int32Array;
}

/** What comes after windows of series. */
export interface ForecastAheadTask {
  kind: 'forecast-ahead';
  model: TrainedModel;
  from: GivenColumns;
  windows: WindowPlace[];
  ahead: Ahead;
  /** By which times go on; null where rows have none. */
  interval: Interval | null;
}

/** Which tag each word of some texts gets. */
export interface PredictTagsTask {
  kind: 'predict-tags';
  model: TrainedModel;
  texts: string[];
}

/** A text to be written on: what follows these codes. */
export interface GenerateTask {
  kind: 'generate';
  model: TrainedModel;
  codes: number[];
  /** Tokens to add; 0 asks only for what may come next. */
  length: number;
  sampling: Sampling;
  seed: number;
}

/** Asks by how much each token of a text matters for a class (null: for the one that is answered). */
export interface WeighTokensTask {
  kind: 'weigh-tokens';
  model: TrainedModel;
  text: string;
  class: number | null;
}

/** What plain ways of answering reach on some items, fitted to the data's training part. */
export interface BaselinesTask {
  kind: 'baselines';
  /** The run's, whose process answers. */
  model: TrainedModel;
  data: WorkerData;
  indices: Int32Array;
  /** Of rows of a file: where they lie, and the class of each; null of items of the data. */
  file: Pick<WorkerData, 'folder' | 'labels'> | null;
}

export interface ExportTask {
  kind: 'export';
  model: TrainedModel;
  /** Null where the dataset was erased. */
  data: WorkerData | null;
  /** Items whose answers go along as examples and prove the file; without data, how many to draw. */
  examples: Int32Array | number;
  /** What is known of the columns of a table or series; none of other data. */
  columns: readonly TableColumn[];
  format: string;
  out: string;
  /** What unfold.json says of the run: names, settings, metrics, date. */
  about: Record<string, unknown>;
}

export type Task =
  | TrainTask
  | JudgeTask
  | JudgeStepsTask
  | JudgeNumbersTask
  | JudgeLabelsTask
  | PredictTask
  | PredictTextsTask
  | PredictColumnsTask
  | ForecastAheadTask
  | WeighTokensTask
  | PredictTagsTask
  | GenerateTask
  | BaselinesTask
  | ExportTask;

/** Main → worker. */
export type Order =
  | { type: 'task'; id: number; task: Task }
  | { type: 'pause' }
  | { type: 'proceed' }
  | { type: 'stop'; keep: 'last' | 'best' }
  /** Checkpoint the finished epochs, then end: the app closes. */
  | { type: 'leave' }
  /** Give up the task (evaluation, prediction, export). */
  | { type: 'cancel'; id: number };

/** A checkpoint file that is whole on disk, to be committed to the store. */
export interface CheckpointFacts {
  file: string;
  sha256: string;
  bytes: number;
  epoch: number;
  step: number;
  metrics: { train: Metrics; validation: Metrics | null };
  best: boolean;
}

/** Worker → main. */
export type Report =
  | {
      type: 'ready';
      engine: EngineFacts;
      parameters: number;
      stepsPerEpoch: number;
      /** The figure of a plain answer, where training finds it; null: an item has one class, and the store knows it. */
      baseline: number | null;
      configuration: Configuration;
      /** The epoch it goes on after, 0 from the start: whatever the store holds of later ones is about to be made again. */
      after: { epoch: number; step: number; bestEpoch: number | null };
      /** In how many chains a batch is computed, in words with what was measured for it; null where there is no choice. */
      chains: string | null;
    }
  /** The model is being compiled, until its first step is told. */
  | { type: 'compiling' }
  | { type: 'steps'; epoch: number; step: number; steps: StepMetrics; rate: number; memory: number }
  | { type: 'gradients'; looks: GradientLook[] }
  | { type: 'epoch'; epoch: Epoch; checkpoint: CheckpointFacts; bestEpoch: number }
  /** `why`: it paused by itself. */
  | { type: 'state'; state: 'running' | 'paused'; why?: ErrorData }
  | { type: 'note'; level: 'info' | 'warning'; message: string }
  /** The engine computes otherwise than was meant, for as long as this worker lives: it belongs to the engine's facts. */
  | { type: 'engine-note'; message: string }
  | { type: 'progress'; id: number; done: number; total: number }
  /** Training came to its end; `test` is judged at the epoch it stands for. */
  | {
      type: 'done';
      state: 'finished' | 'stopped';
      standsFor: number;
      final: { train: Metrics | null; validation: Metrics | null; test: Metrics | null };
    }
  | { type: 'left' }
  | { type: 'result'; id: number; value: TaskResult }
  | { type: 'failed'; id: number; error: ErrorData }
  | { type: 'heartbeat'; memory: number };

/** Probabilities [classes]; `seen` is [height, width, channels], empty where it was not asked for. Or why there are none. */
export type ImageAnswer = { probabilities: Float32Array; seen: Uint8Array; milliseconds: number } | { reason: string };

/** What was judged. */
export interface Judgement {
  /** Index in the dataset; null for a file or a text from outside. */
  index: number | null;
  /** Path of the file, or the place in it; null for an item. */
  path: string | null;
  /** −1: unknown. */
  actual: number;
}

export type TaskResult =
  | {
      kind: 'evaluate';
      /** Mean over the items whose class is known. */
      loss: number;
      items: Judgement[];
      /** [items, classes], row by row. */
      probabilities: Float32Array;
      skipped: { path: string; reason: string }[];
    }
  | {
      kind: 'evaluate-steps';
      /** Mean over the steps that count, and how many there are. */
      loss: number;
      steps: number;
      accuracy: number;
      /** Of tags; the next token has too many kinds. */
      confusion: number[][] | null;
      /** The texts with the largest mean loss, that one first. */
      worst: { index: number; loss: number; steps: JudgedStep[] }[];
    }
  /** `items`: how many were judged. */
  | { kind: 'evaluate-numbers'; items: number; loss: number; score: NumberScore; numbers: NumberEvaluation }
  | {
      kind: 'evaluate-labels';
      loss: number;
      /** Shares of all labels that are right, and of always answering each as most of the training part has it; null where that is gone. */
      accuracy: number;
      majority: number | null;
      perClass: ClassScore[];
    }
  /** One answer an image, in order. */
  | { kind: 'predict'; predictions: ImageAnswer[] }
  /** One answer a text, in order; probabilities [classes]. */
  | { kind: 'predict-texts'; answers: { probabilities: Float32Array; milliseconds: number }[] }
  /** Of each row in order: probabilities of classes or labels, or numbers in their own units, [items, targets]. */
  | { kind: 'predict-columns'; answers: Float64Array; milliseconds: number }
  /** Of each window in order: numbers in their own units, [windows, steps, targets, quantiles], or probabilities [windows, steps, classes]. */
  | { kind: 'forecast-ahead'; answers: Float64Array; milliseconds: number }
  /** One answer a text, in order: its words with the place of their tag; `cut`: words that did not fit. */
  | {
      kind: 'predict-tags';
      answers: { tokens: { token: string; tag: number; probability: number; known: boolean }[]; cut: number; milliseconds: number }[];
    }
  /** All codes, and the probability of each code after them. */
  | { kind: 'generate'; codes: number[]; next: Float32Array }
  /** `probability` of the class for the text as it is. */
  | { kind: 'weigh-tokens'; class: number; probability: number; together: number; tokens: WeighedToken[] }
  | { kind: 'baselines'; baselines: Baseline[] }
  | { kind: 'export'; format: string; out: string; files: { path: string; bytes: number }[]; examples: number; maxDifference: number };
