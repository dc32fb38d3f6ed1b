import type { Repair } from '../blocks/block.ts';
import { blockOf } from '../blocks/index.ts';
import type { GraphRepair } from './problem.ts';
import { type Wiring, wiresInto } from './wiring.ts';

type Params = Readonly<Record<string, unknown>>;

/** A block's repair, with the ids of the nodes it is about; none where what it wants to change is not there. */
export function located(repair: Repair, id: string, wiring: Wiring): GraphRepair[] {
  const { label } = repair;
  const source = wiresInto(wiring, id)[0]?.from;
  switch (repair.kind) {
    case 'set':
      return [{ label, kind: 'set', node: id, params: repair.params }];
    case 'remove':
      return [{ label, kind: 'remove-node', node: id }];
    case 'insert-before':
      return [{ label, kind: 'insert-before', node: id, block: repair.block, params: repair.params ?? {} }];
    case 'set-source':
      return source !== undefined && wiring.nodes.get(source)?.block === repair.block
        ? [{ label, kind: 'set', node: source, params: repair.params }]
        : [];
    case 'set-before': {
      const node = nearestWith(repair.params, id, wiring);
      return node === null ? [] : [{ label, kind: 'set', node, params: repair.params }];
    }
  }
}

/** The nearest node before one, along the first wires, that has all these parameters; null where it has these values already. */
function nearestWith(params: Params, id: string, wiring: Wiring): string | null {
  const seen = new Set([id]);
  for (let at = wiresInto(wiring, id)[0]?.from; at !== undefined && !seen.has(at); at = wiresInto(wiring, at)[0]?.from) {
    seen.add(at);
    const node = wiring.nodes.get(at);
    const block = blockOf(node?.block ?? '');
    if (node === undefined || block === undefined || !Object.keys(params).every((name) => Object.hasOwn(block.fields, name))) continue;
    const now = block.params.safeParse(node.params);
    const values = new Map(Object.entries(now.success ? now.data : {}));
    return Object.entries(params).some(([name, value]) => values.get(name) !== value) ? at : null;
  }
  return null;
}
