import { z } from 'zod';
import listed from '../../../resources/engines.json' with { type: 'json' };

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A name without a folder in it: what is written never leaves the pack's own folder. */
const plainName = z.string().regex(/^[A-Za-z0-9][\w.-]*$/);

/** A file of a pack: where it lies in the archive, what it is called on disk. */
const packFile = z.object({ path: z.string(), name: plainName, bytes: z.int().positive(), sha256 });

/** What an ordinary client fetches: one archive, saved as `file`. No address: each client knows its registry. */
const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('maven'), coordinates: z.string(), file: plainName }),
  z.object({ kind: z.literal('pip'), requirement: z.string(), platform: z.string(), python: z.string(), file: plainName }),
]);
export type PackSource = z.infer<typeof source>;

const pack = z.object({
  id: plainName,
  platform: z.enum(['linux', 'darwin', 'win32']),
  arch: z.enum(['x64', 'arm64']),
  device: z.enum(['cpu', 'gpu']),
  /** TensorFlow's version. */
  version: z.string(),
  source,
  /** Of the archive as it is fetched. */
  sha256,
  bytes: z.int().positive(),
  files: z.array(packFile).min(1),
});
export type Pack = z.infer<typeof pack>;

/** Every engine pack there is, the preferred source first. */
export const packs: readonly Pack[] = z.object({ packs: z.array(pack) }).parse(listed).packs;

/** The packs that run on a platform, GPU packs before CPU packs where `device` is left open. */
export function packsFor(platform: string, arch: string, device?: Pack['device']): Pack[] {
  const fitting = packs.filter((each) => each.platform === platform && each.arch === arch && (device ?? each.device) === each.device);
  return fitting.sort((one, other) => Number(other.device === 'gpu') - Number(one.device === 'gpu'));
}

/** Bytes of a pack once it is unpacked. */
export const unpackedBytes = (each: Pack): number => each.files.reduce((sum, file) => sum + file.bytes, 0);

/** What a person calls a pack: TensorFlow 2.18.0 (CPU). */
export const packTitle = (each: Pack): string => `TensorFlow ${each.version} (${each.device.toUpperCase()})`;
