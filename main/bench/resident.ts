import { readdirSync, readFileSync } from 'node:fs';

/** What processes have taken together. */
interface Usage {
  residentBytes: number;
  processorSeconds: number;
}

/** Linux counts processor time in ticks of a hundredth of a second (USER_HZ, man 5 proc_pid_stat). */
const ticksPerSecond = 100;
/** Fields of /proc/PID/stat, counted behind the name, which may have spaces. */
const statFields = { parent: 1, userTicks: 11, systemTicks: 12, residentPages: 21 };
const pageBytes = 4096;

/** Of a process and all below it; 0 where the system has no /proc. */
export function usageOf(root: number): Usage {
  const found = new Map<number, Usage & { parent: number }>();
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return { residentBytes: 0, processorSeconds: 0 };
  }
  for (const name of names) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const { parent, userTicks, systemTicks, residentPages } = statFields;
      found.set(Number(name), {
        parent: fields[parent] ?? 0,
        residentBytes: (fields[residentPages] ?? 0) * pageBytes,
        processorSeconds: ((fields[userTicks] ?? 0) + (fields[systemTicks] ?? 0)) / ticksPerSecond,
      });
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (pid: number): boolean => pid === root || (found.has(pid) && below(found.get(pid)?.parent ?? 0));
  const own = [...found].filter(([pid]) => below(pid)).map(([, usage]) => usage);
  return {
    residentBytes: own.reduce((sum, each) => sum + each.residentBytes, 0),
    processorSeconds: own.reduce((sum, each) => sum + each.processorSeconds, 0),
  };
}

/** Resident bytes of a process and all below it; 0 where the system has no /proc. */
export const residentBytes = (root: number): number => usageOf(root).residentBytes;

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
