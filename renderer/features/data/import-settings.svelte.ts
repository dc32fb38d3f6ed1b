import type { Scan } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { ImageChannels, ImagePreprocessing, SplitSettings } from '#app/data/images.ts';

/** What will be imported of a folder and how; begins with what its scan suggests. */
export class ImportSettings {
  readonly #scan: Scan;
  name = $state('');
  width = $state(32);
  height = $state(32);
  channels = $state<ImageChannels>('rgb');
  fit = $state<ImagePreprocessing['fit']>('stretch');
  background = $state(0);
  validation = $state(10);
  test = $state(10);
  seed = $state(7);
  given = $state(false);
  #without = $state.raw<ReadonlySet<string>>(new Set());

  constructor(scan: Scan) {
    this.#scan = scan;
    const { name, preprocessing, split } = scan.suggested;
    this.name = name;
    this.width = preprocessing.width;
    this.height = preprocessing.height;
    this.channels = preprocessing.channels;
    this.fit = preprocessing.fit;
    this.background = preprocessing.background;
    this.validation = split.validation;
    this.test = split.test;
    this.seed = split.seed;
    this.given = split.given;
  }

  get without(): ReadonlySet<string> {
    return this.#without;
  }
  leaveOut(name: string, out: boolean): void {
    const next = new Set(this.#without);
    if (out) next.add(name);
    else next.delete(name);
    this.#without = next;
  }
  /** Share of the training part in percent: what the others leave. */
  get train(): number {
    return 100 - this.validation - this.test;
  }
  /** Images that will be imported, as far as names tell. */
  get items(): number {
    return this.#scan.classes.filter((one) => !this.#without.has(one.name)).reduce((sum, one) => sum + one.items, 0);
  }
  /** Why it cannot begin, or nothing. */
  get problem(): string | undefined {
    const kept = this.#scan.classes.filter((one) => !this.#without.has(one.name));
    if (kept.length < 2) return 'There must be 2 classes or more';
    const small = kept.find((one) => one.items < 3);
    if (small !== undefined) return `A class must have 3 images or more; got ${small.items} in "${small.name}": leave it out`;
    if (this.train < 1) return 'Something must be left to train on: lower the shares of validation and test';
    return this.name.trim() === '' ? 'The data needs a name' : undefined;
  }
  get preprocessing(): ImagePreprocessing {
    return { kind: 'images', width: this.width, height: this.height, channels: this.channels, fit: this.fit, background: this.background };
  }
  get split(): SplitSettings {
    return { train: this.train, validation: this.validation, test: this.test, seed: this.seed, given: this.given };
  }
  input(project: number | undefined): CallInput<'datasets.importImages'> {
    return {
      folder: this.#scan.folder,
      name: this.name,
      preprocessing: this.preprocessing,
      split: this.split,
      without: [...this.#without],
      ...(project === undefined ? {} : { project }),
    };
  }
}
