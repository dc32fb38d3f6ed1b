import type { Job } from '#app/contract/jobs.ts';
import { client } from '#renderer/client.ts';

/** A task shorter than this is over before one has looked away. Milliseconds. */
const worth = 30_000;

/** Tells by a system notification that a long task has ended while the window is hidden; returns the way out. */
export function notifyOfLongTasks(): () => void {
  return client.subscribe((event) => {
    if (event.type === 'job') notify(event.job);
  });
}

function notify(job: Job): void {
  if (job.endedAt === null || job.state === 'cancelled' || job.endedAt - job.createdAt < worth || !document.hidden) return;
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  const body = job.state === 'failed' ? (job.error?.message ?? 'It failed.') : job.message || 'It is done.';
  const shown = new Notification(job.title, { body, tag: `job-${job.id}` });
  shown.onclick = () => window.focus();
}
