import type { WriteStream } from 'node:tty';

/** Where a piece of work stands, on standard error. */
export interface Progress {
  show(title: string, done: number, total: number | null, note?: string): void;
  /** A line that stays. */
  say(line: string): void;
  /** Takes the bar away. */
  clear(): void;
}

const width = 24;
const every = { terminal: 100, lines: 5000 };

/** `12 s`, `3 min`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function line(title: string, done: number, total: number | null, note: string): string {
  const count = (value: number) => value.toLocaleString('en');
  const tail = note === '' ? '' : `, ${note}`;
  if (total === null || total <= 0) return `${title} ${count(done)}${tail}`;
  const filled = Math.round((width * Math.min(done, total)) / total);
  const far = total === 1 ? `${Math.round(100 * done)} %` : `${count(done)}/${count(total)}`;
  return `${title} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${far}${tail}`;
}

/** A bar in place on a terminal; elsewhere a line every few seconds. */
export function progressOn(out: Pick<WriteStream, 'write' | 'isTTY'> & { columns?: number }, now = Date.now): Progress {
  const live = out.isTTY === true;
  let last = 0;
  let drawn = false;
  const clear = () => {
    if (drawn) out.write('\r\u001b[2K');
    drawn = false;
  };
  return {
    show(title, done, total, note = '') {
      if (now() - last < (live ? every.terminal : every.lines)) return;
      last = now();
      const text = line(title, done, total, note);
      // A bar that wraps could not be drawn over.
      out.write(live ? `\r\u001b[2K${[...text].slice(0, Math.max(10, (out.columns ?? 80) - 1)).join('')}` : `${text}\n`);
      drawn = live;
    },
    say(text) {
      clear();
      out.write(`${text}\n`);
    },
    clear,
  };
}
