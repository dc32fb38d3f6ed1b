import type { Generated, Insertable, Selectable, Updateable } from 'kysely';
import type { SplitName } from '#app/data/images.ts';
import type { DataKind, JudgedAnswers } from '#app/data/preprocessing.ts';
import type { RunState } from '#app/runs/config.ts';
import type { Measure } from '#app/runs/measure.ts';

/**
 * Every table as kysely sees it; columns are named as in app/contract, a reference as what it points to. `json` columns
 * hold text that main/store/json.ts parses through zod, times are milliseconds since 1970, blobs are little-endian.
 */
export interface Tables {
  projects: ProjectsTable;
  datasets: DatasetsTable;
  itemBlocks: ItemBlocksTable;
  itemFacts: ItemFactsTable;
  skipped: SkippedTable;
  models: ModelsTable;
  modelVersions: ModelVersionsTable;
  modelHistory: ModelHistoryTable;
  runs: RunsTable;
  runEpochs: RunEpochsTable;
  runSteps: RunStepsTable;
  runGradients: RunGradientsTable;
  runLog: RunLogTable;
  checkpoints: CheckpointsTable;
  evaluations: EvaluationsTable;
  judged: JudgedTable;
  judgedSteps: JudgedStepsTable;
  exports: ExportsTable;
  jobs: JobsTable;
  events: EventsTable;
  settings: SettingsTable;
  notices: NoticesTable;
}

type Json = string;

export interface ProjectsTable {
  id: Generated<number>;
  name: string;
  sample: string | null;
  createdAt: number;
  openedAt: number;
  deletedAt: number | null;
}

export interface DatasetsTable {
  id: Generated<number>;
  project: number;
  name: string;
  kind: DataKind;
  state: 'importing' | 'ready' | 'incomplete';
  source: string;
  items: number;
  skipped: number;
  duplicates: number;
  /** className[] of the contract: names in the order of the network's outputs, and the counts as of the last change. */
  classes: Json;
  /** Items of each part; null: as the classes have it, which it was before steps could have answers. */
  parts?: Json | null;
  preprocessing: Json;
  split: Json;
  /** What the import was asked beside these (classes to leave out, layout …), so that it can be resumed. */
  options: Json;
  /** [{file, bytes, sha256, items}] in the order of the items. */
  shards: Json;
  /** textFacts of texts, else null. */
  texts: Json | null;
  /** tableFacts of tables and series, else null. */
  facts?: Json | null;
  hash: string | null;
  bytes: number;
  createdAt: number;
  deletedAt: number | null;
  /** When its files were erased; the row stays as long as runs name it. */
  erasedAt: number | null;
}

/** What changes of items, by the thousand; see main/store/item-block.ts. */
export interface ItemBlocksTable {
  dataset: number;
  /** Its items are those from `block` times `itemsPerBlock` on. */
  block: number;
  items: number;
  /** int32 each. */
  classes: Uint8Array;
  /** A byte each: the place in `splitParts`. */
  parts: Uint8Array;
  /** int32 each: the index of the item it is a copy of, or −1; null where there is no copy. */
  copies: Uint8Array | null;
}

/** What stays as it was imported. */
export interface ItemFactsTable {
  dataset: number;
  block: number;
  /** Hashes of pixels or texts back to back, all as long; null where `facts` has them. */
  digests: Uint8Array | null;
  /** Columns by name: a list, or the one value that all have. */
  facts: Json;
}

export interface SkippedTable {
  id: Generated<number>;
  dataset: number;
  path: string;
  reason: string;
}

export interface ModelsTable {
  id: Generated<number>;
  project: number;
  name: string;
  template: string | null;
  graph: Json;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  erasedAt: number | null;
}

export interface ModelVersionsTable {
  id: Generated<number>;
  model: number;
  number: number;
  /** SHA-256 of the canonical graph: the same graph is the same version. */
  hash: string;
  graph: Json;
  note: string;
  createdAt: number;
}

export interface ModelHistoryTable {
  id: Generated<number>;
  model: number;
  stack: 'undo' | 'redo';
  /** Rises with age's opposite: the newest edit has the greatest place. */
  place: number;
  /** SHA-256 of label and graph: tells which edits are stored already. */
  hash: string;
  label: string;
  /** The graph on the edit's other side: before it to undo, after it to redo. */
  graph: Json;
}

export interface RunsTable {
  id: Generated<number>;
  project: number;
  name: string;
  state: RunState;
  dataset: number;
  modelVersion: number;
  config: Json;
  hash: string | null;
  /** Record<part, value>: what the hash was made of, to say what differs. */
  hashParts: Json | null;
  engine: Json | null;
  parameters: number;
  epochsDone: number;
  step: number;
  stepsPerEpoch: number;
  rate: number | null;
  secondsLeft: number | null;
  memory: number | null;
  bestEpoch: number | null;
  /** The epoch it stands for once it has ended. */
  standsFor: number | null;
  final: Json;
  /** What the figures of the run, its epochs and steps are. */
  measure: Generated<Measure>;
  baseline: number | null;
  error: Json | null;
  note: string;
  tags: Json;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  deletedAt: number | null;
}

export interface RunEpochsTable {
  run: number;
  epoch: number;
  trainLoss: number;
  /** Accuracy or error, by the run's measure. */
  trainFigure: number;
  validationLoss: number | null;
  validationFigure: number | null;
  /** number[], the figure of each of several heads; null where there is one. */
  validationHeads?: Json | null;
  learningRate: number;
  seconds: number;
  rate: number;
}

/** A batch of consecutive steps: the step of the first, how many, and Float32 arrays of as many numbers. */
export interface RunStepsTable {
  run: number;
  first: number;
  count: number;
  loss: Uint8Array;
  figure: Uint8Array;
}

export interface RunGradientsTable {
  run: number;
  step: number;
  /** gradientSize[] of the contract, from the input on. */
  sizes: Json;
}

export interface RunLogTable {
  id: Generated<number>;
  run: number;
  at: number;
  level: 'info' | 'warning' | 'error';
  message: string;
}

export interface CheckpointsTable {
  id: Generated<number>;
  run: number;
  epoch: number;
  step: number;
  /** Name below runs/<run>/checkpoints/. */
  file: string;
  sha256: string;
  bytes: number;
  /** 1 for the best one so far. */
  best: 0 | 1;
  /** {train, validation}. */
  metrics: Json;
  createdAt: number;
}

export interface EvaluationsTable {
  id: Generated<number>;
  run: number;
  epoch: number;
  part: SplitName | 'folder' | 'file';
  folder: string | null;
  /** Of a model with several heads, the one that was judged. */
  head?: string | null;
  answers: JudgedAnswers;
  /** Steps that were answered and counted; null where an item has one class. */
  steps: number | null;
  /** The dataset's hash then: other labels or parts are another evaluation. Null for a folder. */
  dataHash: string | null;
  items: number;
  loss: number;
  accuracy: number;
  majority: number;
  rocAuc: number | null;
  /** numberEvaluation of the contract with `score` beside; null where no numbers are answered. */
  numbers?: Json | null;
  /** baseline[] of the contract, null for images; the key says what they were fitted to and judged on. */
  baselines: Json | null;
  baselinesKey: string | null;
  classes: Json;
  perClass: Json;
  confusion: Json;
  /** [{path, reason}] of a folder's files that could not be judged. */
  skipped: Json;
  createdAt: number;
}

/** Texts whose steps were answered worst: `steps` is judgedStep[] of the contract. */
export interface JudgedStepsTable {
  evaluation: number;
  place: number;
  index: number;
  path: string;
  /** Mean over its steps. */
  loss: number;
  steps: Json;
}

export interface JudgedTable {
  evaluation: number;
  place: number;
  index: number | null;
  path: string;
  actual: number;
  predicted: number;
  /** Probability given to the actual class: what the list is ordered by. */
  truth: number;
  loss: number | null;
  /** Float32 [classes]. */
  probabilities: Uint8Array;
}

export interface ExportsTable {
  id: Generated<number>;
  run: number;
  epoch: number;
  format: string;
  out: string;
  files: Json;
  examples: number;
  maxDifference: number;
  createdAt: number;
}

export interface JobsTable {
  id: Generated<number>;
  kind: string;
  title: string;
  state: string;
  done: number;
  total: number | null;
  rate: number | null;
  message: string;
  project: number | null;
  subject: number | null;
  result: Json | null;
  error: Json | null;
  createdAt: number;
  endedAt: number | null;
}

/** `json` is null for events that are told but not kept (steps): their number is, so that none is used twice. */
export interface EventsTable {
  seq: number;
  at: number;
  /** What the event carries whole, `run 5`; the next one of the same takes its place. */
  object: string | null;
  json: Json | null;
}

export interface SettingsTable {
  key: string;
  value: Json;
}

/** What happened to the store that its owner has to know: a damaged one was kept aside, this much was rebuilt. */
export interface NoticesTable {
  id: Generated<number>;
  kind: string;
  at: number;
  message: string;
  remedy: string;
  file: string | null;
  dismissedAt: number | null;
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
export type Change<T extends keyof Tables> = Updateable<Tables[T]>;
