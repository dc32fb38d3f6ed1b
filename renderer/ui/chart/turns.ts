/** Charts drawn in turn, one a frame, and none in the frame that hears the news: together they would make it a long one. */
const waiting = new Set<() => void>();
let frame = 0;

/** Draws in the next frame that is free. Returns what takes it back. */
export function inTurn(draw: () => void): () => void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(waitOne);
  return () => waiting.delete(draw);
}

function waitOne(): void {
  frame = requestAnimationFrame(drawNext);
}

function drawNext(): void {
  frame = 0;
  const [draw] = waiting;
  if (draw === undefined) return;
  waiting.delete(draw);
  if (waiting.size > 0) frame = requestAnimationFrame(drawNext);
  draw();
}
