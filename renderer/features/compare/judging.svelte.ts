import { type Evaluation, evaluation } from '#app/contract/evaluations.ts';
import type { Job } from '#app/contract/jobs.ts';
import { type SplitName, splitName } from '#app/data/images.ts';
import { type ErrorData, isErrorCode } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { session } from '#renderer/frame/session.svelte.ts';

/** What a run is judged on: a part of its own data, a folder whose subfolders are its classes, or a file of rows. */
export type Ground = { part: SplitName } | { folder: string } | { file: string };

/** Whether an evaluation is of this ground, and of this head. */
function isOf({ part, folder, head: own }: Evaluation, ground: Ground, head: string | null): boolean {
  if (own !== head) return false;
  if ('part' in ground) return part === ground.part;
  return 'folder' in ground ? part === 'folder' && folder === ground.folder : part === 'file' && folder === ground.file;
}

/** A folder or a file that an evaluation was of. */
const placeOf = ({ part, folder }: Evaluation): Ground[] => (folder === null ? [] : [part === 'file' ? { file: folder } : { folder }]);

/** A run being judged on one ground after another. What was found stays in sight while the next is being worked out. */
export class Judging {
  readonly #run: number;
  #ground = $state.raw<Ground>({ part: 'test' });
  #head = $state.raw<string | null>(null);
  #evaluation = $state.raw<Evaluation | null>(null);
  #others = $state.raw<readonly Ground[]>([]);
  #error = $state.raw<ErrorData | null>(null);
  #job = $state<number | null>(null);
  #givenUp = $state(false);
  #asked = 0;

  constructor(run: number) {
    this.#run = run;
  }

  get ground(): Ground {
    return this.#ground;
  }
  /** The answer that is judged, of a run with several; null: all that it answers. */
  get head(): string | null {
    return this.#head;
  }
  /** The newest that was found; of another ground while that of the chosen one is being worked out. */
  get evaluation(): Evaluation | null {
    return this.#evaluation;
  }
  /** Whether what is in sight is of the chosen ground. */
  get current(): boolean {
    return this.#evaluation !== null && isOf(this.#evaluation, this.#ground, this.#head);
  }
  /** Folders and files the run has been judged on. */
  get others(): readonly Ground[] {
    return this.#others;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  get job(): Job | null {
    return this.#job === null ? null : (session.job(this.#job) ?? null);
  }
  /** Whether judging the chosen ground was cancelled. */
  get givenUp(): boolean {
    return this.#givenUp;
  }
  get busy(): boolean {
    return this.#job !== null;
  }

  /** Judges, everywhere or at so many rolling origins; one that is asked for meanwhile takes the place of this one. */
  async judge(ground: Ground, { origins, head = this.#head }: { origins?: number; head?: string | null } = {}): Promise<void> {
    const mine = ++this.#asked;
    this.#ground = ground;
    this.#head = head;
    this.#error = null;
    this.#givenUp = false;
    const begun = await client.call('evaluations.run', {
      run: this.#run,
      ...ground,
      ...(origins !== undefined && { origins }),
      ...(head !== null && { head }),
    });
    if (mine !== this.#asked) {
      if (begun.ok) void client.call('jobs.cancel', { job: begun.value.job });
      return;
    }
    if (!begun.ok) {
      this.#error = begun.error;
      return;
    }
    void this.cancel();
    this.#job = begun.value.job;
    const ended = await session.finished(begun.value.job);
    if (mine !== this.#asked) return;
    this.#job = null;
    this.#givenUp = ended.state === 'cancelled';
    if (this.#givenUp) return;
    if (ended.error !== null) {
      this.#error = { ...ended.error, code: isErrorCode(ended.error.code) ? ended.error.code : 'internal' };
      return;
    }
    const read = evaluation.safeParse(ended.result);
    if (read.success) this.#evaluation = read.data;
    const all = await client.call('evaluations.list', { run: this.#run });
    if (all.ok) this.#others = all.value.evaluations.flatMap(placeOf);
  }

  async cancel(): Promise<void> {
    if (this.#job !== null) await client.call('jobs.cancel', { job: this.#job });
  }
  /** Nobody looks any more; what has been begun goes on, and is there at once the next time. */
  leave(): void {
    this.#asked += 1;
    this.#job = null;
  }
}

/** A ground as a menu's value, and back. */
export const groundKey = (ground: Ground): string => JSON.stringify(ground);
export const groundOf = (key: string): Ground => JSON.parse(key); // made by `groundKey`

/** What the parts of the data are called. */
export const partWords: Readonly<Record<SplitName, string>> = { train: 'Training part', validation: 'Validation part', test: 'Test part' };

/** The parts a ground may be, as the menu writes them: first the one that says most. */
export const parts: readonly { value: string; label: string }[] = splitName.options.toReversed().map((part) => ({
  value: groundKey({ part }),
  label: partWords[part],
}));
