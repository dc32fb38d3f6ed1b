import { z } from 'zod';
import { channel } from './channel.ts';
import { event } from './events.ts';
import { id, timestamp } from './ids.ts';
import { started } from './jobs.ts';

/** An engine as this machine has it. */
export const engineStatus = z.object({
  name: z.enum(['tensorflow', 'portable']),
  title: z.string(),
  ready: z.boolean(),
  version: z.string().nullable(),
  devices: z.array(z.string()),
  /** Where its library lies; null for the embedded one. */
  location: z.string().nullable(),
  /** Why it is not ready, or what can be got. */
  note: z.string(),
  /** A pack that "Get engine" would fetch, and its size in bytes. */
  fetchable: z.object({ pack: z.string(), bytes: z.number() }).nullable(),
});
export type EngineStatus = z.infer<typeof engineStatus>;

export const doctorReport = z.object({
  unfold: z.string(),
  node: z.object({ version: z.string(), path: z.string() }),
  platform: z.string(),
  threads: z.int(),
  memory: z.object({ total: z.number(), free: z.number() }),
  sqlite: z.string(),
  engines: z.array(engineStatus),
  browser: z.string().nullable(),
  electron: z.object({ version: z.string().nullable(), binary: z.boolean() }),
  workspace: z.string(),
  problems: z.array(z.object({ message: z.string(), remedy: z.string() })),
});
export type DoctorReport = z.infer<typeof doctorReport>;

/** What the user chose for the whole workspace; the renderer keeps nothing of it elsewhere. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['normal', 'compact']).default('normal'),
  /** Whether G then a letter switches views. */
  viewKeys: z.boolean().default(true),
  engine: z.enum(['auto', 'tensorflow', 'portable']).default('auto'),
  /** Beside the last and the best, the checkpoint of every Nth epoch is kept; 0: no others. */
  keepEvery: z.int().min(0).max(10_000).default(10),
});
export type Settings = z.infer<typeof settings>;
const { theme, density, viewKeys, engine, keepEvery } = settings.shape;
/** Some of the settings: without their defaults, which would put back what is not named. */
export const settingsChange = z
  .object({
    theme: theme.unwrap(),
    density: density.unwrap(),
    viewKeys: viewKeys.unwrap(),
    engine: engine.unwrap(),
    keepEvery: keepEvery.unwrap(),
  })
  .partial();

/** A folder of the serving machine, for choosing one where no native dialog is. */
export const listing = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  images: z.int(),
  /** Files of texts by their ending. */
  files: z.array(z.object({ name: z.string(), path: z.string() })),
  places: z.array(z.object({ name: z.string(), path: z.string() })),
});
export type Listing = z.infer<typeof listing>;

/** What its owner must know of the store: it was damaged and is kept in `file`, so much was brought back. */
export const storeNotice = z.object({ id, at: timestamp, message: z.string(), remedy: z.string(), file: z.string().nullable() });
export type StoreNotice = z.infer<typeof storeNotice>;

export const system = {
  doctor: channel(z.object({}), doctorReport),
  engines: channel(z.object({}), z.object({ engines: z.array(engineStatus) })),
  /** Fetches, checks and unpacks the engine pack of this machine. */
  fetchEngine: channel(z.object({}), started, ['engine-fetch-failed', 'engine-checksum', 'disk-full']),
  settings: channel(z.object({}), settings),
  saveSettings: channel(settingsChange, settings),
  listFolder: channel(z.object({ folder: z.string().max(4096).optional() }), listing, ['folder-missing', 'folder-closed']),
  storage: channel(
    z.object({}),
    z.object({
      folder: z.string(),
      used: z.number(),
      free: z.number(),
      datasets: z.number(),
      runs: z.number(),
      exports: z.number(),
      bin: z.number(),
    }),
  ),
  /** What happened to the store and nobody has dismissed yet; Home shows it. */
  storeNotices: channel(z.object({}), z.object({ notices: z.array(storeNotice) })),
  dismissNotice: channel(z.object({ notice: id }), z.object({ notices: z.array(storeNotice) })),
  /** Erases what lies in the Bin. */
  emptyBin: channel(z.object({}), z.object({ freed: z.number() })),
  /** What was told after `seq`; `reset` where that is too long ago, so that the client reads everything anew. */
  eventsSince: channel(z.object({ seq: z.int().nonnegative() }), z.object({ events: z.array(event), seq: z.int(), reset: z.boolean() })),
};
