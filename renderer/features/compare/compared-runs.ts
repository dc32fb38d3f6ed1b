import type { Run } from '#app/contract/runs.ts';

/** Runs that are drawn at a time: as many as there are colours. */
export const mostCompared = 6;

/** By colour, the run that has it: a run keeps its colour while it is chosen, whoever comes and goes beside it. */
export type Slots = readonly (number | null)[];

/** Reads slots as an address writes them, "12,,14"; runs that are not there (any more) leave theirs free. */
export function readSlots(text: string, known: ReadonlySet<number>): Slots {
  const seen = new Set<number>();
  return text
    .split(',')
    .slice(0, mostCompared)
    .map((part) => {
      const id = Number(part);
      if (!known.has(id) || seen.has(id)) return null;
      seen.add(id);
      return id;
    });
}

/** As they stand in an address; "-" where none is chosen. */
export function writeSlots(slots: Slots): string {
  const last = slots.findLastIndex((id) => id !== null);
  return last < 0 ? '-' : slots.slice(0, last + 1).join(',');
}

/** What one begins with: `wanted`, if it is there, and the newest runs that have learned something, two in all. */
export function firstSlots(runs: readonly Pick<Run, 'id' | 'epochsDone'>[], wanted: number | null): Slots {
  const first = runs.some(({ id }) => id === wanted) ? [wanted] : [];
  const trained = runs.filter(({ id, epochsDone }) => epochsDone > 0 && id !== wanted).map(({ id }) => id);
  return [...first, ...trained].slice(0, 2);
}

/** The colour of a run, 0 to 5; null where it is not chosen. */
export function colorOf(slots: Slots, id: number): number | null {
  const color = slots.indexOf(id);
  return color < 0 ? null : color;
}

/** Takes a run in or out, in the first free colour; with all colours taken it takes the place of the last one. */
export function toggled(slots: Slots, id: number): Slots {
  if (slots.includes(id)) return slots.map((one) => (one === id ? null : one));
  const free = slots.indexOf(null);
  const place = free >= 0 ? free : Math.min(slots.length, mostCompared - 1);
  return Object.assign([...slots], { [place]: id });
}

/** Names that tell runs apart: where two are called the same, their numbers stand behind. */
export function distinctNames(runs: readonly Pick<Run, 'id' | 'name'>[]): ReadonlyMap<number, string> {
  const times = new Map<string, number>();
  for (const { name } of runs) times.set(name, (times.get(name) ?? 0) + 1);
  return new Map(runs.map(({ id, name }) => [id, times.get(name) === 1 ? name : `${name} (${id})`]));
}
