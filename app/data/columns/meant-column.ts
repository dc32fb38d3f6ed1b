/** A column as a file names it. */
interface Named {
  name: string;
  /** What stands in brackets at the name's end: cm of "height (cm)"; null where nothing does. */
  unit: string | null;
}

/** "height" of "height (cm)". */
const withoutUnit = ({ name, unit }: Named): string => (unit === null ? name : name.replace(/\s*(?:\([^()]*\)|\[[^[\]]*\])\s*$/, ''));

/**
 * The name of the column that is meant: of the one that is called so, else of the only one that differs in having a unit or none, or in
 * its brackets. Null where there is none, or more than one; another unit is another column.
 */
export function meantColumn(columns: readonly Named[], name: string, unit: string | null = null): string | null {
  if (columns.some((column) => column.name === name)) return name;
  const bare = withoutUnit({ name, unit });
  const meant = columns.filter((column) => withoutUnit(column) === bare && (unit === null || column.unit === null || column.unit === unit));
  return meant.length === 1 ? (meant[0]?.name ?? null) : null;
}
