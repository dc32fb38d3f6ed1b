/** Some rows of a network's answer [rows, width], one after another. */
export function rowsOf(answer: Float32Array, rows: readonly number[], width: number): Float32Array {
  const chosen = new Float32Array(rows.length * width);
  for (const [place, row] of rows.entries()) chosen.set(answer.subarray(row * width, (row + 1) * width), place * width);
  return chosen;
}
