import type { Edit } from './edits/edit.ts';
import type { Graph } from './graph.ts';

/** An edit that can be taken back or done again: the graph on its other side. */
export interface Step {
  label: string;
  graph: Graph;
}

/** What can be undone and redone, oldest first; immutable. */
export interface History {
  undo: readonly Step[];
  redo: readonly Step[];
}

/** Steps that are kept. */
export const mostSteps = 200;

export const emptyHistory: History = { undo: [], redo: [] };

/**
 * Notes an edit of `before`; what was undone is gone. `join` makes it one step with the last: typing 3, 32, 320 into a
 * field is one thing to undo.
 */
export function record(history: History, before: Graph, edit: Edit, join = false): History {
  const last = history.undo.at(-1);
  const joined = join && last !== undefined && history.redo.length === 0;
  const step = joined ? { label: edit.since?.(last.graph) ?? edit.label, graph: last.graph } : { label: edit.label, graph: before };
  return { undo: [...(joined ? history.undo.slice(0, -1) : history.undo), step].slice(-mostSteps), redo: [] };
}

/** Takes the last edit back; null where there is none. */
export function undone(history: History, now: Graph): { graph: Graph; history: History } | null {
  const step = history.undo.at(-1);
  if (step === undefined) return null;
  return {
    graph: step.graph,
    history: { undo: history.undo.slice(0, -1), redo: [...history.redo, { label: step.label, graph: now }].slice(-mostSteps) },
  };
}

/** Does again what was taken back last; null where nothing was. */
export function redone(history: History, now: Graph): { graph: Graph; history: History } | null {
  const step = history.redo.at(-1);
  if (step === undefined) return null;
  return {
    graph: step.graph,
    history: { undo: [...history.undo, { label: step.label, graph: now }].slice(-mostSteps), redo: history.redo.slice(0, -1) },
  };
}
