/** A block on the canvas, px. */
export const nodeSize = { width: 208, height: 56 };

/** From one block's top to that of the next below it: room for the wire. */
export const rowHeight = nodeSize.height + 32;
