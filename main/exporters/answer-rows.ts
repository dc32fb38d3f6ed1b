/** Some rows of a network's answer [rows, labels], one after another. */
export function rowsOf(answer: Float32Array, rows: readonly number[], labels: number): Float32Array {
  const chosen = new Float32Array(rows.length * labels);
  for (const [place, row] of rows.entries()) chosen.set(answer.subarray(row * labels, (row + 1) * labels), place * labels);
  return chosen;
}
