import { describe, expect, it } from 'vitest';
import { jobProgress, jobShare } from '#renderer/frame/job-words.ts';
import { fakeJob } from '../../helpers/fake-objects.ts';

describe('how far a job is, in words', () => {
  it('counts items, with rate and time left', () => {
    expect(jobProgress(fakeJob({ done: 12_400, total: 20_000, rate: 410, secondsLeft: 65 }))).toBe('12,400/20,000, 1:05 min left, 410/s');
  });

  it('is a share where there are no items to count, without a rate that would mean nothing', () => {
    const job = fakeJob({ done: 0.479, total: 1, rate: 0.05, secondsLeft: 10 });
    expect(jobProgress(job)).toBe('47 %, 10 s left');
    expect(jobShare(job)).toBe(0.479);
  });

  it('says what is done where the end is not known', () => {
    expect(jobProgress(fakeJob({ done: 7, total: null }))).toBe('7');
    expect(jobProgress(fakeJob({ done: 0, total: null, message: 'Looking' }))).toBe('looking');
  });
});
