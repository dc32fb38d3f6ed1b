import type { ColumnValues } from './column.ts';

/** Of each row the class that its cell names, by its place among a run's classes; −1: none of these, or none at all. */
export function classPlaces({ values, categories }: ColumnValues, classes: readonly string[]): Int32Array<ArrayBuffer> {
  // A name with an accent is written in one letter or two, depending on the system it was typed on.
  const places = new Map(classes.map((name, place) => [name.normalize('NFC'), place]));
  const codes = categories?.map((name) => places.get(name.normalize('NFC')) ?? -1);
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : (codes?.[value] ?? value)));
}
