import type { Evaluation, Judged } from '#app/contract/evaluations.ts';
import type { ErrorData } from '#app/errors.ts';
import type { EngineFacts, Epoch, Metrics, StepMetrics } from '#app/contract/runs.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import type { Graph } from '#app/graph/graph.ts';
import type { EngineChoice, RunConfig } from '#app/runs/config.ts';

/** What a worker reads of a dataset: the shards' folder and which item is what. Nothing else of the store reaches it. */
export interface WorkerData {
  folder: string;
  preprocessing: ImagePreprocessing;
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
  /** Folder of the run; checkpoints go to checkpoints/ below it. */
  folder: string;
  /** Checkpoint file to go on from. */
  resume: string | null;
  /** The configuration hash the run began under; null to record one. */
  hash: string | null;
  force: boolean;
}

export interface JudgeTask {
  kind: 'evaluate';
  graph: Graph;
  data: WorkerData;
  checkpoint: string;
  engine: EngineChoice;
  /** Items to judge, or files (with the class each lies in, −1: unknown). */
  items: Int32Array | { path: string; label: number }[];
}

export interface PredictTask {
  kind: 'predict';
  graph: Graph;
  data: WorkerData;
  checkpoint: string;
  engine: EngineChoice;
  images: ({ path: string } | { item: number } | { name: string; bytes: Uint8Array })[];
}

export interface ExportTask {
  kind: 'export';
  graph: Graph;
  data: WorkerData;
  checkpoint: string;
  engine: EngineChoice;
  format: string;
  out: string;
  /** What unfold.json says of the run beside the model: names, metrics, date. */
  about: Record<string, unknown>;
}

export type Task = TrainTask | JudgeTask | PredictTask | ExportTask;

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
  | { type: 'ready'; engine: EngineFacts; parameters: number; stepsPerEpoch: number; hash: string; hashParts: Record<string, string>; majority: number | null }
  | { type: 'steps'; epoch: number; step: number; steps: StepMetrics; rate: number; memory: number }
  | { type: 'epoch'; epoch: Epoch; checkpoint: CheckpointFacts; bestEpoch: number }
  | { type: 'state'; state: 'running' | 'paused' }
  | { type: 'note'; level: 'info' | 'warning'; message: string }
  | { type: 'progress'; id: number; done: number; total: number }
  /** Training came to its end; `test` is judged at the epoch it stands for. */
  | { type: 'done'; state: 'finished' | 'stopped'; standsFor: number; final: { train: Metrics | null; validation: Metrics | null; test: Metrics | null } }
  | { type: 'left' }
  | { type: 'result'; id: number; value: TaskResult }
  | { type: 'failed'; id: number | null; error: ErrorData }
  | { type: 'heartbeat'; memory: number };

export type TaskResult =
  | { kind: 'evaluate'; loss: number; accuracy: number; perClass: Evaluation['perClass']; confusion: number[][]; items: Judged[]; skipped: { path: string; reason: string }[] }
  | { kind: 'predict'; predictions: ({ input: string; probabilities: Float32Array; seen: Uint8Array; milliseconds: number } | { input: string; reason: string })[] }
  | { kind: 'export'; format: string; out: string; files: { path: string; bytes: number }[]; examples: number; maxDifference: number };
