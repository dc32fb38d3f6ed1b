import type { Job } from '#app/contract/jobs.ts';
import { count, duration } from '#renderer/ui/format.ts';

/** How far a job is, in words: "12,400/20,000, 1:05 min left, 410/s". */
export function jobProgress(job: Job): string {
  if (job.state === 'queued') return 'waiting';
  const counted = job.total === null ? (job.done > 0 ? count(job.done) : '') : `${count(job.done)}/${count(job.total)}`;
  // Of what has no items to count, a total of 1 is the whole of it.
  const parts = [job.total === 1 ? `${Math.floor(job.done * 100)} %` : counted];
  if (job.secondsLeft !== null) parts.push(`${duration(job.secondsLeft)} left`);
  if (job.rate !== null && job.rate >= 1) parts.push(`${count(job.rate)}/s`);
  return parts.filter((part) => part !== '').join(', ') || job.message.toLowerCase();
}

/** How far, 0 to 1; null where the whole is not known. */
export const jobShare = (job: Job): number | null => (job.total === null || job.total === 0 ? null : Math.min(1, job.done / job.total));

/** The view that shows what a job works on, and where in it. */
export function jobAddress(job: Job): { view: string; project: number; path: string[] } | null {
  if (job.project === null || job.kind === 'engine') return null;
  const [view, ...sheet] = {
    import: ['data'],
    sample: ['data'],
    train: ['train'],
    evaluate: ['compare', 'confusion'],
    predict: ['use', 'folder'],
    export: ['use', 'export'],
  }[job.kind];
  if (view === undefined) return null;
  return { view, project: job.project, path: job.subject === null || job.kind === 'sample' ? [] : [String(job.subject), ...sheet] };
}
