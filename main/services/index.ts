import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { ServiceContext } from '../service-context.ts';
import { datasets } from './datasets.ts';
import { evaluations } from './evaluations.ts';
import { exporting } from './exports.ts';
import { jobs } from './jobs.ts';
import { models } from './models.ts';
import { predictions } from './predictions.ts';
import { projects } from './projects.ts';
import { runs } from './runs.ts';
import { samples } from './samples.ts';
import { system } from './system.ts';

/** A feature's service, made once a core. */
export type Services = { [F in keyof Contract]: Implementation<Contract[F]> };

/** Composes the services, one line a feature; a feature or channel without one is a type error. */
export const services = (context: ServiceContext): Services => ({
  projects: { ...projects(context), ...samples(context) },
  datasets: datasets(context),
  models: models(context),
  jobs: jobs(context),
  runs: runs(context),
  exports: exporting(context),
  predictions: predictions(context),
  evaluations: evaluations(context),
  system: system(context),
});

/** What answers GETs below /media/. */
export { media } from './media.ts';
