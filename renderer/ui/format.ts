/** Numbers as people read them, with their unit; English, as the words around them. */

/** 12400 → "12,400". */
export const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** 1234567 → "1.23 M", 18496 → "18,496". */
export function short(value: number): string {
  if (Math.abs(value) >= 1e9) return `${(value / 1e9).toPrecision(3)} G`;
  return Math.abs(value) >= 1e6 ? `${(value / 1e6).toPrecision(3)} M` : count(value);
}

/** 0.9123 → "91.2 %". */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;

/** A probability in whole percent, closer where that would say never or always: 0.94 → "94 %", 0.996 → "99.6 %", 0.9999 → "> 99.9 %". */
export function probability(value: number): string {
  if (value > 0 && value < 0.001) return '< 0.1 %';
  if (value > 0.999 && value < 1) return '> 99.9 %';
  return percent(value, (value > 0 && value < 0.01) || (value > 0.99 && value < 1) ? 1 : 0);
}

/** 0.9123 → "91.2 %", 0.8 → "80 %": for axes, which would repeat the ".0". */
export const shortPercent = (share: number): string => percent(share, Number.isInteger(Math.round(share * 1000) / 10) ? 0 : 1);

/** A share that is more than nothing, without digits behind the point: 0.0049 → "< 1 %". */
export const smallPercent = (share: number): string => (share > 0 && share < 0.01 ? '< 1 %' : percent(share, 0));

/** Bytes → "812 MB", "1.1 GB" (decimal, as disks are sold). */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit > 0 && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit] ?? 'TB'}`;
}

/** Seconds → "45 s", "2:05 min", "1 h 12 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A loss or rate in few digits: 0.03142 → "0.0314", 1e-7 → "1.00e-7". */
export function figure(value: number, digits = 3): string {
  if (value === 0) return '0';
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5 ? String(Number(value.toPrecision(digits))) : value.toExponential(digits - 1);
}

/** Milliseconds since 1970 → "14:02" today, else "3 Mar", "3 Mar 2024". */
export function when(at: number, now = Date.now()): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const year = date.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}

/** "1 image", "12,400 images". */
export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;
