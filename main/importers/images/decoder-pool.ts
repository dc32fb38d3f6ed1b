import { availableParallelism } from 'node:os';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { type DecodedBatch, joined, type RawBatch, separate, settled } from './decoded-batch.ts';
import { type DecoderProcess, startDecoder } from './decoder-process.ts';
import { MemoryBudget } from './memory-budget.ts';
import type { DecoderOrder, DecoderReport, FileResult, Picture } from './protocol.ts';

export interface PoolOptions {
  /** Processes at most; absent: as many as cores, 4 at most: a process takes 95 MB, and all of them must stay below 600. */
  width?: number;
  /** Ends idle processes after so many seconds; absent: keeps them. */
  idleSeconds?: number;
  /** A file that takes longer loses its decoder, and is then skipped. */
  patienceSeconds?: number;
  onTrouble?(what: string, facts: Record<string, unknown>): void;
  /** How a process is started, so that a test can bring one that dies. */
  start?: typeof startDecoder;
}

type Unnumbered = DecoderOrder extends infer O ? (O extends DecoderOrder ? Omit<O, 'id'> : never) : never;

interface Task {
  order: Unnumbered;
  /** How many decoders have died of it. */
  deaths: number;
  settle(report: DecoderReport): void;
  /** It has ended two decoders, or may be split: what then. */
  blame(why: string): void;
  fail(error: Error): void;
}

interface Worker {
  process: DecoderProcess;
  ready: boolean;
  /** What it was sent, in order: the first is under way. */
  tasks: Task[];
  /** Seconds the first has been under way, or none has. */
  seconds: number;
}

/** Two orders a process: while one is answered, the next lies there already. */
const ordersEach = 2;
const mostStartFailures = 3;

/** Rejects what was still waiting when the pool was closed. */
export class PoolClosed extends Error {
  override readonly name = 'PoolClosed';
}

/**
 * Decodes files in processes of its own, as wide as the cores. A decoder that dies is replaced; the file it died of is tried
 * twice more alone and then skipped, everything else goes on. Big images take turns within a memory budget.
 */
export class DecoderPool {
  readonly #options: Required<Omit<PoolOptions, 'idleSeconds'>> & Pick<PoolOptions, 'idleSeconds'>;
  readonly #memory = new MemoryBudget(300e6);
  readonly #queue: Task[] = [];
  readonly #workers = new Set<Worker>();
  #startFailures = 0;
  #numbers = 0;
  #watch: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: PoolOptions = {}) {
    this.#options = {
      width: Math.min(availableParallelism(), 4),
      patienceSeconds: 60,
      onTrouble: () => undefined,
      start: startDecoder,
      ...options,
    };
  }

  get width(): number {
    return this.#options.width;
  }

  /** Process ids, for tests and for the measuring of memory. */
  get pids(): number[] {
    return [...this.#workers].flatMap((worker) => worker.process.pid ?? []);
  }

  async decode(files: string[], preprocessing: ImagePreprocessing): Promise<DecodedBatch> {
    const first = await this.#decode({ type: 'decode', files, preprocessing, large: false });
    return first.results.some((result) => result.kind === 'large') ? this.#withLarge(files, preprocessing, first) : settled(first);
  }

  /** A picture for the eye, or why there is none; `hash` says which file it must still be. */
  async picture(path: string, size: number, hash: string | null): Promise<Picture> {
    return new Promise((resolve, reject) => {
      const none = (reason: string) => resolve({ kind: 'none', reason });
      this.#add({
        order: { type: 'picture', path, size, hash },
        settle: (report) => report.type === 'picture' && resolve(report.picture),
        blame: none,
        fail: reject,
        deaths: 0,
      });
    });
  }

  /** Ends all processes at once; what was waiting rejects with PoolClosed. */
  close(): void {
    this.#closed = true;
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#failAll(new PoolClosed('The decoders were closed'));
    for (const worker of this.#workers) worker.process.kill('closed');
  }

  #decode(order: Extract<Unnumbered, { type: 'decode' }>): Promise<RawBatch> {
    return new Promise((resolve, reject) => {
      this.#add({
        order,
        deaths: 0,
        settle: (report) => report.type === 'decoded' && resolve(report),
        fail: reject,
        blame: (why) => {
          const skipped: FileResult = { kind: 'skipped', reason: `got one that the decoder does not survive (it ${why})`, gone: false };
          if (order.files.length === 1) resolve({ results: [skipped], pixels: new Uint8Array() });
          else resolve(this.#oneByOne(order));
        },
      });
    });
  }

  /** After a death in a batch: each file on its own, so that the one to blame shows itself. */
  async #oneByOne(order: Extract<Unnumbered, { type: 'decode' }>) {
    return joined(await Promise.all(order.files.map((file) => this.#decode({ ...order, files: [file] }))));
  }

  /** Decodes the large ones that a batch has left, each when there is memory for it, and puts them in their places. */
  async #withLarge(files: string[], preprocessing: ImagePreprocessing, first: RawBatch): Promise<DecodedBatch> {
    const parts = await Promise.all(
      separate(first).map(async (part, i) => {
        const [result] = part.results;
        if (result?.kind !== 'large') return part;
        const file = files.slice(i, i + 1);
        return this.#memory.with(result.memory, () => this.#decode({ type: 'decode', files: file, preprocessing, large: true }));
      }),
    );
    return settled(joined(parts));
  }

  #add(task: Task): void {
    if (this.#closed) return task.fail(new PoolClosed('The decoders were closed'));
    this.#queue.push(task);
    this.#startWatch();
    this.#assign();
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const free = [...this.#workers]
        .filter((worker) => worker.tasks.length < ordersEach)
        .sort((a, b) => a.tasks.length - b.tasks.length)[0];
      const worker = free !== undefined && (free.tasks.length === 0 || this.#workers.size >= this.width) ? free : this.#start();
      const task = worker === null ? undefined : this.#queue.shift();
      if (worker === null || task === undefined) return;
      if (worker.tasks.length === 0) worker.seconds = 0;
      worker.tasks.push(task);
      worker.process.send({ ...task.order, id: ++this.#numbers });
    }
  }

  #start(): Worker | null {
    if (this.#workers.size >= this.width) return null;
    const worker: Worker = {
      ready: false,
      tasks: [],
      seconds: 0,
      process: this.#options.start({
        onReport: (report) => this.#onReport(worker, report),
        onEnd: (why, stderr) => this.#onEnd(worker, why, stderr),
      }),
    };
    this.#workers.add(worker);
    return worker;
  }

  #onReport(worker: Worker, report: DecoderReport): void {
    if (report.type === 'ready') {
      worker.ready = true;
      this.#startFailures = 0;
      return;
    }
    worker.seconds = 0;
    worker.tasks.shift()?.settle(report);
    this.#assign();
  }

  #onEnd(worker: Worker, why: string, stderr: string): void {
    this.#workers.delete(worker);
    const [first, ...others] = worker.tasks;
    // One that never began to work is no proof against the file.
    if (this.#closed || first === undefined) return;
    this.#options.onTrouble('an image decoder ended', { why, stderr, order: first.order });
    this.#queue.unshift(...others);
    if (!worker.ready && ++this.#startFailures >= mostStartFailures) {
      this.#queue.unshift(first);
      this.#failAll(new Error(`The image decoder cannot be started; it ${why}. ${stderr}`));
      return;
    }
    if (worker.ready) first.deaths += 1;
    const mayBlame = first.deaths >= 2 || (first.deaths === 1 && first.order.type === 'decode' && first.order.files.length > 1);
    if (mayBlame) first.blame(why);
    else this.#queue.unshift(first);
    this.#assign();
  }

  #failAll(error: Error): void {
    for (const task of [...this.#queue.splice(0), ...[...this.#workers].flatMap((worker) => worker.tasks.splice(0))]) task.fail(error);
  }

  /** Counted in ticks, not read off a clock: a computer that slept has not been ignored by its decoders. */
  #startWatch(): void {
    this.#watch ??= setInterval(() => {
      for (const worker of this.#workers) {
        worker.seconds += 1;
        const idle = worker.tasks.length === 0;
        if (!idle && worker.seconds > this.#options.patienceSeconds)
          worker.process.kill(`took longer than ${this.#options.patienceSeconds} s`);
        else if (idle && this.#options.idleSeconds !== undefined && worker.seconds > this.#options.idleSeconds) worker.process.kill('idle');
      }
    }, 1000).unref();
  }
}
