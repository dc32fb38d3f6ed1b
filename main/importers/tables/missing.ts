/** What stands for "nothing there" in tables, beside empty cells: as pandas, R and spreadsheets write it. */
export const missingMarks: readonly string[] = '|NA|N/A|n/a|#N/A|<NA>|NaN|nan|NAN|null|NULL|Null|None|-|?'.split('|');
const marks: ReadonlySet<string> = new Set(missingMarks);
/** In characters. */
const longestMark = 4;

/** Whether a cell, without spaces around it, says that it has no value. */
export const isMissing = (cell: string): boolean => cell.length <= longestMark && marks.has(cell);
