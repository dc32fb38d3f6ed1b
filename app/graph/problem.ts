/** A repair of a graph that one click takes; `applyRepair` carries it out. */
export type GraphRepair = { label: string } & (
  | { kind: 'set'; node: string; params: Record<string, unknown> }
  /** Takes a parameter away, so that its default holds. */
  | { kind: 'unset'; node: string; param: string }
  /** The new block takes over all wires into `node` and leads to it. */
  | { kind: 'insert-before'; node: string; block: string; params: Record<string, unknown> }
  /** The new block is wired behind `node`. */
  | { kind: 'append'; node: string; block: string; params: Record<string, unknown> }
  | { kind: 'add'; block: string; params: Record<string, unknown> }
  | { kind: 'connect'; from: string; to: string }
  | { kind: 'remove-node'; node: string }
  | { kind: 'remove-edge'; edge: { from: string; to: string } }
);

export type ProblemCode =
  | 'unknown-block'
  | 'bad-parameter'
  | 'repeated-id'
  | 'missing-node'
  | 'self-loop'
  | 'wired-twice'
  | 'unknown-port'
  | 'after-output'
  | 'cycle'
  | 'wires'
  | 'leads-nowhere'
  | 'no-input'
  | 'many-inputs'
  | 'no-output'
  | 'many-outputs'
  | 'head-twice'
  | 'head-unanswered'
  | 'carried'
  | 'shape'
  | 'too-large'
  | 'sees-later'
  | 'activation-moved'
  | 'activation-before-output'
  | 'linear-stack'
  | 'mask-unheeded'
  | 'advice';

/** Something that keeps a graph from being trained (error), or that is likely not meant (warning). */
export interface Problem {
  code: ProblemCode;
  severity: 'error' | 'warning';
  /** Id of the block that causes it; null where it is the whole graph. */
  node: string | null;
  /** "X must be …; got Y; do Z." */
  message: string;
  repairs: GraphRepair[];
}
