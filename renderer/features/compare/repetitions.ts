import type { Run } from '#app/contract/runs.ts';

/** What makes two runs the same but for their seed. */
function kindOf({ dataset, modelVersion, config: { seed: _, engine: __, ...config } }: Run): string {
  return JSON.stringify([dataset, modelVersion, config]);
}

/** Runs that are each other's repetition with another seed, first come first. */
export function repetitions(runs: readonly Run[]): Run[][] {
  const kinds = new Map<string, Run[]>();
  for (const run of runs) kinds.set(kindOf(run), [...(kinds.get(kindOf(run)) ?? []), run]);
  return [...kinds.values()];
}
