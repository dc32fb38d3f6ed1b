import { z } from 'zod';
import { channel } from './channel.ts';
import { id, timestamp } from './ids.ts';
import { started } from './jobs.ts';

export const exportFormat = z.object({ name: z.string(), title: z.string(), description: z.string(), opensWith: z.string() });
export type ExportFormat = z.infer<typeof exportFormat>;

/** An export with its proof: the largest difference between the file's answers and the app's on the test vectors. */
export const exported = z.object({
  id,
  run: id,
  epoch: z.int(),
  format: z.string(),
  out: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int() })),
  examples: z.int(),
  maxDifference: z.number(),
  createdAt: timestamp,
});
export type Exported = z.infer<typeof exported>;

export const exporting = {
  formats: channel(z.object({}), z.object({ formats: z.array(exportFormat) })),
  /** The job's result is an Exported. Without `out` a folder below the workspace is made. */
  create: channel(z.object({ run: id, format: z.string(), out: z.string().min(1).max(4096).optional() }), started, [
    'not-found',
    'format-unknown',
    'run-without-checkpoint',
    'export-not-empty',
    'export-differs',
    'write-failed',
    'disk-full',
  ]),
  list: channel(z.object({ run: id.optional() }), z.object({ exports: z.array(exported) })),
};
