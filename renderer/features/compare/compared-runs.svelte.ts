import type { Run } from '#app/contract/runs.ts';

/** Runs that are drawn at a time: as many as there are colours. */
export const mostCompared = 6;

/** Which of the project's runs are compared, each with a colour it keeps while it is chosen. */
export class ComparedRuns {
  #places = $state.raw<ReadonlyMap<number, number>>(new Map());

  constructor(runs: readonly Run[], chosen: readonly number[]) {
    const known = new Set(runs.map((run) => run.id));
    const asked = chosen.filter((id) => known.has(id));
    const first =
      asked.length > 0
        ? asked
        : runs
            .filter((run) => run.epochsDone > 0)
            .slice(0, 2)
            .map((run) => run.id);
    this.#places = new Map(first.slice(0, mostCompared).map((id, place) => [id, place]));
  }

  get ids(): readonly number[] {
    return [...this.#places.keys()];
  }
  /** Its colour, 0 to 5; null where it is not chosen. */
  colorOf(id: number): number | null {
    return this.#places.get(id) ?? null;
  }
  /** Takes one in or out; with all colours taken the one that was chosen first goes. */
  toggle(id: number): void {
    const places = new Map(this.#places);
    if (!places.delete(id)) {
      if (places.size >= mostCompared) places.delete([...places.keys()][0] ?? id);
      const taken = new Set(places.values());
      places.set(id, Array.from({ length: mostCompared }, (_, color) => color).find((color) => !taken.has(color)) ?? 0);
    }
    this.#places = places;
  }
}
