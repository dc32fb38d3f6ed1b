import { blockOf } from '../blocks/index.ts';
import type { Wiring } from './wiring.ts';

/** What each node is called: the user's name, else "Conv2D 2", counted in the order of computation; Input and Output bare if there is one. */
export function nodeNames(wiring: Wiring): Map<string, string> {
  const counts = new Map<string, number>();
  for (const node of wiring.nodes.values()) counts.set(node.block, (counts.get(node.block) ?? 0) + 1);
  const numbers = new Map<string, number>();
  const names = new Map<string, string>();
  for (const id of wiring.order) {
    const node = wiring.nodes.get(id);
    if (node === undefined) continue;
    const number = (numbers.get(node.block) ?? 0) + 1;
    numbers.set(node.block, number);
    const block = blockOf(node.block);
    const atAnEnd = block !== undefined && (block.inputs.most === 0 || !block.hasOutput);
    const plain = atAnEnd && counts.get(node.block) === 1 ? block.title : `${block?.title ?? node.block} ${number}`;
    names.set(id, node.name === undefined || node.name === '' ? plain : node.name);
  }
  return names;
}
