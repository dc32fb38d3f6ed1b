import { counted } from '../numbers.ts';
import { named } from './named.ts';

/** Errors of columns of numbers and of series. */
export const numberErrors = {
  'column-without-numbers': (f: { cells: number }) => ({
    message: `A column of numbers must have one in the training part; got none in ${f.cells.toLocaleString('en')} cells.`,
    remedy: 'Leave the column out, or say that it holds categories.',
  }),
  'series-too-short': (f: { needs: number; what: string; got: number }) => ({
    message: `${f.what} must have ${f.needs.toLocaleString('en')} rows or more; got ${f.got.toLocaleString('en')}.`,
    remedy: 'Make window, horizon or gap shorter, give the part a larger share, or bring a longer series.',
  }),
  'cycles-too-few': (f: { period: number; got: number }) => ({
    message: `A season of ${f.period.toLocaleString('en')} steps must be seen twice, in ${(2 * f.period).toLocaleString('en')} rows; got ${f.got.toLocaleString('en')}.`,
    remedy: 'Choose a shorter season.',
  }),
  'values-not-positive': (f: { least: number }) => ({
    message: `To tell seasons as factors, all values must be above 0; got ${f.least}.`,
    remedy: 'Choose the additive decomposition.',
  }),
  'series-with-missing': (f: { missing: number }) => ({
    message: `The series must be without missing values here; got ${f.missing.toLocaleString('en')}.`,
    remedy: 'Fill them: forward, or on a line from the one before to the one after.',
  }),
  'rows-with-missing': (f: { rows: number }) => ({
    message: `A line must be laid through rows without missing values; got none in ${f.rows.toLocaleString('en')} rows.`,
    remedy: 'Say how missing values are filled.',
  }),
  'origins-too-many': (f: { most: number; got: number }) => ({
    message: `Origins must be 2 to ${f.most.toLocaleString('en')}, the windows that there are; got ${f.got.toLocaleString('en')}.`,
    remedy: 'Choose as many or fewer, judge another part, or bring a longer series.',
  }),
  'targets-not-inputs': (f: { columns: readonly string[]; atOnce: number }) => ({
    message: `What is forecast must go in too to be forecast further than ${counted(f.atOnce, 'step')}; ${named(f.columns)} ${f.columns.length === 1 ? 'does' : 'do'} not.`,
    remedy: 'Forecast fewer steps, or prepare the series anew with it among what goes in, and train again.',
  }),
  'inputs-unknown-ahead': (f: { columns: readonly string[]; atOnce: number }) => ({
    message: `What goes in must be known ahead to forecast further than ${counted(f.atOnce, 'step')}; nobody knows ${named(f.columns)}.`,
    remedy: 'Say that it stays as it was last (--hold in the terminal), or forecast fewer steps.',
  }),
  'cells-missing': (f: { column: string; step: number }) => ({
    message: `What goes in must be told of every step; "${f.column}" is missing in step ${f.step + 1} of the window.`,
    remedy: 'Choose another window, fill it in, or forecast fewer steps.',
  }),
  'window-outside': (f: { row: number; steps: number }) => ({
    message: `A window must lie within one series, ${f.steps.toLocaleString('en')} rows from its first on; row ${(f.row + 1).toLocaleString('en')} has fewer behind it.`,
    remedy: 'Choose an earlier row.',
  }),
  'edit-outside': (f: { column: string; step: number; steps: number }) => ({
    message: `A cell that is changed must be one that goes in; "${f.column}" has ${f.steps === 0 ? 'none' : `steps 0 to ${f.steps - 1}`}, got step ${f.step}.`,
    remedy: 'Change a column that goes in, within the window or, where it is known ahead, the horizon.',
  }),
  'gaps-too-long': (f: { rows: number; most: number; interval: string }) => ({
    message: `A series without gaps must have ${f.most.toLocaleString('en')} rows or fewer; at one every ${f.interval} there would be ${f.rows.toLocaleString('en')}.`,
    remedy: 'Look for a wrong date at the ends of the series, or choose a longer interval.',
  }),
} as const;
