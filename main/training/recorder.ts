import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '#app/contract/runs.ts';
import type { ErrorData } from '#app/errors.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { checkpointsOf, deleteCheckpoints, insertCheckpoint } from '#main/store/checkpoints.ts';
import { keepRunFile } from '#main/store/rebuild/run-file.ts';
import { cutEpochs, insertEpoch } from '#main/store/run-epochs.ts';
import { cutGradients, insertGradients } from '#main/store/run-gradients.ts';
import { insertLog, type LogEntry } from '#main/store/run-log.ts';
import { cutSteps, insertSteps } from '#main/store/run-steps.ts';
import { changeRun, runById } from '#main/store/runs.ts';
import type { Database } from '#main/store/store.ts';
import { checkpointName } from './checkpoint-file.ts';
import type { Report } from './protocol.ts';
import { superfluous } from './retention.ts';

type Told<T extends Report['type']> = Extract<Report, { type: T }>;
type Context = Pick<ServiceContext, 'store' | 'folders' | 'settings'>;

/** How a run's session ended, when it did not end with "done". */
export type Cut = { state: 'interrupted' | 'stopped' } | { state: 'failed'; error: ErrorData };

/**
 * Puts a training worker's reports into the store. What the user is told is saved (epochs, checkpoints, the end) is on the
 * disk when a method resolves; steps and the log may lack their last second after a power cut. Whatever comes twice after
 * a resume takes the place of the first. Throws what the store throws.
 */
export class Recorder {
  readonly #context: Context;
  readonly #run: number;

  constructor(context: Context, run: number) {
    this.#context = context;
    this.#run = run;
  }

  /** The run as the store has it. */
  read(): Promise<Run> {
    return runById(this.#context.store.db, this.#run);
  }

  /** The row was made: from now on a fresh store could be filled from the folder. */
  made(): Promise<void> {
    return this.#describe();
  }

  /** Its turn has come. A run that is resumed keeps the time it was started at. */
  begin({ startedAt }: Run): Promise<Run> {
    return this.#context.store.quick((db) =>
      changeRun(db, this.#run, { state: 'running', startedAt: startedAt ?? Date.now(), endedAt: null, error: null }),
    );
  }

  /** The worker has its model: what computes, under which configuration; forgets what will be computed again. */
  async ready({ engine, parameters, stepsPerEpoch, baseline, configuration, after }: Told<'ready'>): Promise<Run> {
    const run = await this.#context.store.transaction(async (db) => {
      const again = (await checkpointsOf(db, this.#run)).filter((checkpoint) => checkpoint.epoch > after.epoch);
      await deleteCheckpoints(
        db,
        this.#run,
        again.map((checkpoint) => checkpoint.epoch),
      );
      await cutEpochs(db, this.#run, after.epoch);
      await cutSteps(db, this.#run, after.step);
      await cutGradients(db, this.#run, after.step);
      return changeRun(db, this.#run, {
        state: 'running',
        engine: JSON.stringify(engine),
        parameters,
        stepsPerEpoch,
        ...(baseline !== null && { baseline }),
        hash: configuration.hash,
        hashParts: JSON.stringify(configuration.parts),
        epochsDone: after.epoch,
        bestEpoch: after.bestEpoch,
      });
    });
    await this.#describe();
    return run;
  }

  async steps({ steps }: Told<'steps'>): Promise<void> {
    await this.#context.store.quick((db) => insertSteps(db, this.#run, steps));
  }

  async gradients({ looks }: Told<'gradients'>): Promise<void> {
    await this.#context.store.quick((db) => insertGradients(db, this.#run, looks));
  }

  /** Commits an epoch with its checkpoint; then, and only then, lets older files go. */
  async epoch({ epoch, checkpoint, bestEpoch }: Told<'epoch'>): Promise<Run> {
    const { keepEvery } = await this.#context.settings();
    let gone: number[] = [];
    const run = await this.#context.store.transaction(async (db) => {
      await insertEpoch(db, this.#run, epoch);
      await insertCheckpoint(db, { run: this.#run, createdAt: Date.now(), ...checkpoint });
      gone = superfluous(await checkpointsOf(db, this.#run), keepEvery);
      await deleteCheckpoints(db, this.#run, gone);
      return changeRun(db, this.#run, { epochsDone: epoch.epoch, bestEpoch });
    });
    await this.#describe();
    // Rows first: a crash in between leaves a file too many, never a row whose file is missing.
    for (const each of gone) await rm(join(this.#context.folders.checkpoints(this.#run), checkpointName(each)), { force: true });
    return run;
  }

  async state(state: 'running' | 'paused'): Promise<Run> {
    return this.#context.store.quick((db) => changeRun(db, this.#run, { state }));
  }

  async note(level: LogEntry['level'], message: string): Promise<void> {
    await this.#context.store.quick((db) => insertLog(db, this.#run, { at: Date.now(), level, message }));
  }

  /** Adds to what the engine's facts say of how it computes. */
  async engineNote(message: string): Promise<Run> {
    return this.#context.store.quick(async (db) => {
      const { engine } = await runById(db, this.#run);
      if (engine === null) throw new Error(`run ${this.#run} has an engine by now`);
      const note = engine.note === null ? message : `${engine.note.replace(/[.!?]?$/, '.')} ${message}`;
      return changeRun(db, this.#run, { engine: JSON.stringify({ ...engine, note }) });
    });
  }

  async done({ state, standsFor, final }: Told<'done'>): Promise<Run> {
    const epochs = standsFor === 0 ? null : standsFor;
    return this.#end((db) => changeRun(db, this.#run, { ...over(), state, standsFor: epochs, final: JSON.stringify(final), error: null }));
  }

  /** Ends a run that did not come to its end: it stands for its last finished epoch. */
  async cut(cut: Cut): Promise<Run> {
    return this.#end(async (db) => {
      const last = (await runById(db, this.#run)).epochs.at(-1);
      const final = JSON.stringify({ train: last?.train ?? null, validation: last?.validation ?? null, test: null });
      const error = cut.state === 'failed' ? JSON.stringify(cut.error) : null;
      return changeRun(db, this.#run, { ...over(), state: cut.state, standsFor: last?.epoch ?? null, final, error });
    });
  }

  async #end(work: (db: Database) => Promise<Run>): Promise<Run> {
    const run = await this.#context.store.transaction(work);
    await this.#describe();
    await this.#sweep();
    return run;
  }

  /** run.json, from which a fresh store could be filled. */
  async #describe(): Promise<void> {
    await mkdir(this.#context.folders.run(this.#run), { recursive: true });
    await keepRunFile(this.#context.store.db, this.#context.folders, this.#run);
  }

  /** Removes files that no row knows: cut-off writes, and epochs that were not committed. */
  async #sweep(): Promise<void> {
    const folder = this.#context.folders.checkpoints(this.#run);
    const known = new Set((await checkpointsOf(this.#context.store.db, this.#run)).map((checkpoint) => checkpoint.file));
    for (const file of await readdir(folder).catch(() => [])) {
      if (!known.has(file)) await rm(join(folder, file), { force: true });
    }
  }
}

const over = () => ({ endedAt: Date.now(), rate: null, secondsLeft: null, memory: null, step: 0 });
