import { moduleOf, type Routine } from './module.ts';
import { type Memory, webAssembly } from './web-assembly.ts';

type Call = (...integers: number[]) => void;

/** Makes routines ready to be called on a memory. Throws an Error where this Node's WebAssembly lacks an instruction of theirs. */
export function compile<N extends string>(memory: Memory, routines: Readonly<Record<N, Routine>>): Readonly<Record<N, Call>> {
  const entries = Object.entries<Routine>(routines);
  const module = new webAssembly.Module(moduleOf(entries.map(([, routine]) => routine)));
  const { exports } = new webAssembly.Instance(module, { memory: { heap: memory } });
  const calls = entries.map(([name, routine]) => {
    const call = exports[routine.name];
    if (typeof call !== 'function') throw new Error(`the module must export ${routine.name}`);
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as Record<N, Call>; // one for each N, and a routine takes whole numbers only
}
