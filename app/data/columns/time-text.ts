/** A time in milliseconds since 1970 as ISO 8601 has it, in UTC; without its time of day where that is midnight. */
export function timeText(time: number): string {
  const text = new Date(time).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}
