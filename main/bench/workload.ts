/** What the command line says beside the workload's name. */
export interface WorkloadOptions {
  images?: string | undefined;
  rows?: string | undefined;
  rounds?: string | undefined;
  peer?: string | undefined;
  engine?: string | undefined;
  steps?: string | undefined;
}

/** A step of a run with all that is around it, and the same step alone; `processorRatio`: how much more of the processors it takes. */
export interface Round {
  stepMs: number;
  bareMs: number;
  processorRatio: number;
}

/** Another program: its time over ours, by the clock and by the processor, above 1 where we are faster. */
export interface Peer {
  name: string;
  ratio: number;
  processorRatio?: number;
  ours: readonly object[];
  theirs: readonly object[];
}

/** How fast it went: samples a second over all, and what the workload tells beside that. */
export interface Measurement {
  workload: string;
  engine: string;
  samplesPerSecond: number;
  /** Of a batch or step, in milliseconds. */
  minMs?: number;
  medianMs?: number;
  /** Of an import of a file: `residentBytes` is the most that all processes had together. */
  import?: { rows: number; bytes: number; seconds: number; residentBytes: number };
  /** Other programs on the same work, in turns. */
  peers?: readonly Peer[];
  /** Of a run: the middle round, and all. */
  pipeline?: Round & { rounds: readonly Round[] };
  /** Of training steps: in how many chains they ran, and the share of the time in which no step was running. */
  steps?: { chains: number; waitingPercent: number };
}

export type Workload = (options: WorkloadOptions) => Promise<Measurement>;
