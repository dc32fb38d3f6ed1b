import { readdirSync, readFileSync } from 'node:fs';

/** Resident bytes of a process and all below it; 0 where the system has no /proc. */
export function residentBytes(root: number): number {
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return 0;
  }
  for (const name of names) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      sizes.set(Number(name), Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && below(parents.get(pid) ?? 0));
  return [...sizes].reduce((sum, [pid, bytes]) => sum + (below(pid) ? bytes : 0), 0);
}

/** Watches the memory of a process and all below it; `stop` tells the most there was. */
export function memoryOf(root: number, everyMilliseconds = 50): { before: number; stop(): Promise<{ most: number }> } {
  const before = residentBytes(root);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes(root));
  }, everyMilliseconds);
  return {
    before,
    async stop() {
      clearInterval(timer);
      return { most };
    },
  };
}
