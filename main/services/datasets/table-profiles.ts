import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Dataset } from '#app/contract/datasets.ts';
import type { contract } from '#app/contract/index.ts';
import { type SeriesLine, type SeriesShape, type TableProfile, tableProfile } from '#app/contract/profiles.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { writeWhole } from '#main/store/whole-file.ts';

/** A profile beside what was fitted: it goes with it when the rows are prepared anew. */
const profileName = 'profile.json';

type LineAsked = Omit<z.output<typeof contract.datasets.seriesLine.input>, 'dataset'>;

/** How the columns of tables and series look; each found in a process of its own. */
export class TableProfiles {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  async profile(dataset: Dataset, signal: AbortSignal): Promise<TableProfile> {
    const prepared = this.#prepared(dataset);
    const file = join(prepared, profileName);
    const kept = tableProfile.safeParse(await readJsonFile(file));
    if (kept.success) return kept.data;
    const order = { folder: this.#context.folders.dataset(dataset.id), settings: asColumns(dataset.preprocessing) };
    const profile = await this.#reader(dataset).profile(order, signal);
    try {
      await writeWhole(file, JSON.stringify(profile));
    } catch (error) {
      // It is found again where it cannot be kept: on a full disk, or where the rows were prepared anew meanwhile.
      this.#context.log.warn('a profile could not be kept', { dataset: dataset.id, error });
    }
    return profile;
  }

  line(dataset: Dataset, asked: LineAsked, signal: AbortSignal): Promise<SeriesLine> {
    return this.#reader(dataset).line({ ...this.#rows(dataset), ...asked }, signal);
  }

  shape(dataset: Dataset, asked: Omit<LineAsked, 'points'>, signal: AbortSignal): Promise<SeriesShape> {
    const interval = dataset.table?.series?.interval ?? null;
    return this.#reader(dataset).shape({ ...this.#rows(dataset), ...asked, interval }, signal);
  }

  #rows(dataset: Dataset): { folder: string; time: string | null } {
    const settings = asColumns(dataset.preprocessing);
    return { folder: this.#context.folders.dataset(dataset.id), time: settings.kind === 'series' ? settings.time : null };
  }

  #prepared({ id, table }: Dataset): string {
    if (table === null) throw appError('not-found', { what: 'profile of dataset', id });
    return join(this.#context.folders.dataset(id), table.prepared);
  }

  #reader({ source }: Dataset): TableReader {
    const { log } = this.#context;
    return new TableReader(source, {}, { onTrouble: (what, facts) => log.warn(what, facts) });
  }
}

/** What a JSON file holds; undefined where it is not there, or holds something else. */
async function readJsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
