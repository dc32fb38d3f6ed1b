/** A block on the canvas, px. */
export const nodeSize = { width: 208, height: 56 };

/** From one block's top to that of the next below it: room for the wire, and for the repairs of a block that is wrong. */
export const rowHeight = nodeSize.height + 32;
