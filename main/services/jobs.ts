import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { ServiceContext } from '../service-context.ts';

/** The jobs of the workspace, newest first. */
export const jobs = ({ jobs }: ServiceContext): Implementation<Contract['jobs']> => ({
  list: async () => ({ jobs: await jobs.list() }),
  get: ({ job }) => jobs.get(job),
  cancel: ({ job }) => jobs.cancel(job),
});
