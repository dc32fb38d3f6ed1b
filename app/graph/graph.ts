import { z } from 'zod';

/** A parameter's value as files may hold it; flat and small, so that no file can bury the reader in depth or length. */
const plain = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);
const paramValue = z.union([plain, z.array(plain).max(64)]);

/** One block on the canvas. `params` are checked by the block's own schema, not here: a graph being drawn may be wrong. */
export const graphNode = z.object({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
  block: z.string().min(1).max(64),
  params: z.record(z.string().max(64), paramValue).default({}),
  /** Where it stands on the canvas, in px; laid out automatically when absent. */
  position: z.object({ x: z.number(), y: z.number() }).optional(),
  /** The user's own name for it. */
  name: z.string().max(120).optional(),
});
export type GraphNode = z.infer<typeof graphNode>;

/** A wire; ports are named only where a block has more than one. */
export const graphEdge = z.object({
  from: z.string().max(64),
  to: z.string().max(64),
  fromPort: z.string().max(64).optional(),
  toPort: z.string().max(64).optional(),
});
export type GraphEdge = z.infer<typeof graphEdge>;

/** A model as data: the same schema in the store, in files and in `unfold models --show`. */
export const graph = z.object({ version: z.literal(1), nodes: z.array(graphNode).max(2000), edges: z.array(graphEdge).max(8000) });
export type Graph = z.infer<typeof graph>;
