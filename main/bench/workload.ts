/** What the command line says beside the workload's name. */
export interface WorkloadOptions {
  images?: string | undefined;
  rows?: string | undefined;
  engine?: string | undefined;
  steps?: string | undefined;
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
  /** Of training steps: in how many chains they ran, and the share of the time in which no step was running. */
  steps?: { chains: number; waitingPercent: number };
}

export type Workload = (options: WorkloadOptions) => Promise<Measurement>;
