import { readNumber } from './cell-number.ts';

/** How a column writes its dates. One that begins with the year is read as such under each order of days and months. */
export const dateOrders = ['iso', 'day-first', 'month-first', 'epoch-seconds', 'epoch-milliseconds'] as const;
export type DateOrder = (typeof dateOrders)[number];

const time = String.raw`(?:(?:T|,? +)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)? ?(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?${time}$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${time}$`);

const day = 86_400_000;
/** Years of two digits are those from 1970 to 2069. */
const century = (year: number): number => (year < 70 ? 2000 + year : 1900 + year);

/**
 * The time that a cell without spaces around it says, in milliseconds since 1970, UTC; null where it says none. Without a zone it is
 * taken as UTC.
 */
export function readDate(cell: string, order: DateOrder): number | null {
  if (order === 'epoch-seconds' || order === 'epoch-milliseconds') {
    const number = readNumber(cell, { decimal: '.', thousands: '' });
    return number === null || !Number.isFinite(number) ? null : number * (order === 'epoch-seconds' ? 1000 : 1);
  }
  const first = yearFirst.exec(cell);
  if (first !== null) {
    const [, year, , month, date, ...clock] = first;
    return together(dayNumber(Number(year), Number(month), Number(date ?? 1)), clock);
  }
  const last = order === 'iso' ? null : yearLast.exec(cell);
  if (last === null) return null;
  const [, one, , other, year = '', ...clock] = last;
  const [date, month] = order === 'day-first' ? [one, other] : [other, one];
  return together(dayNumber(year.length === 2 ? century(Number(year)) : Number(year), Number(month), Number(date)), clock);
}

function together(days: number | null, clock: readonly (string | undefined)[]): number | null {
  const milliseconds = days === null ? null : timeOfDay(clock);
  return days === null || milliseconds === null ? null : days * day + milliseconds;
}

/** Milliseconds since midnight, UTC. */
function timeOfDay([hours, minutes = '0', seconds = '0', fraction = '', half, zone]: readonly (string | undefined)[]): number | null {
  if (hours === undefined) return 0;
  const offset = zoneMinutes(zone);
  const hour = hourOf(Number(hours), half);
  if (hour === null || offset === null || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const parts = fraction === '' ? 0 : Number(fraction) / 10 ** (fraction.length - 3);
  return ((hour * 60 + Number(minutes) - offset) * 60 + Number(seconds)) * 1000 + parts;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || 0)];
  if (hours > 18 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const monthDays = Uint8Array.of(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** Days since 1970 of a date of the Gregorian calendar; null where there is no such day. */
export function dayNumber(year: number, month: number, date: number): number | null {
  if (month < 1 || month > 12 || date < 1) return null;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (date > (monthDays[month - 1] ?? 0) + (leap ? 1 : 0)) return null;
  // Howard Hinnant, "chrono-compatible low-level date algorithms": years from March on, in eras of 400.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
