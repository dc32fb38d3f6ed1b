/** What the command line says beside the workload's name. */
export interface WorkloadOptions {
  images?: string | undefined;
  engine?: string | undefined;
  steps?: string | undefined;
}

/** How fast it went: samples a second over all, and milliseconds of a batch or step. */
export interface Measurement {
  workload: string;
  engine: string;
  samplesPerSecond: number;
  minMs: number;
  medianMs: number;
  /** Of training steps: in how many chains they ran, and the share of the time in which no step was running. */
  steps?: { chains: number; waitingPercent: number };
}

export type Workload = (options: WorkloadOptions) => Promise<Measurement>;
