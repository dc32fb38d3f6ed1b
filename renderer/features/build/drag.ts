const kind = 'application/x-unfold-block';

/** Begins to drag a new block out of the palette. */
export function carryBlock(event: DragEvent, type: string): void {
  if (event.dataTransfer === null) return;
  event.dataTransfer.setData(kind, type);
  event.dataTransfer.effectAllowed = 'copy';
}

/** Whether what is dragged is a block. */
export const carriesBlock = (event: DragEvent): boolean => event.dataTransfer?.types.includes(kind) ?? false;

/** The block's type that was dropped; empty when it was something else. */
export const carriedBlock = (event: DragEvent): string => event.dataTransfer?.getData(kind) ?? '';

/** Id of the wire below a point of the window, if there is one: a block dropped there goes into it. */
export function wireAt(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const wire = element.closest('.svelte-flow__edge');
    if (wire !== null) return wire.getAttribute('data-id');
  }
  return null;
}

/** Id of the block below a point of the window, or null. */
export const blockAt = (x: number, y: number): string | null =>
  document
    .elementsFromPoint(x, y)
    .find((element) => element.closest('.svelte-flow__node') !== null)
    ?.closest('.svelte-flow__node')
    ?.getAttribute('data-id') ?? null;
