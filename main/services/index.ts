import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { MediaService, ServiceContext } from '../service-context.ts';

/** A feature's service, made once a core. */
export type Services = { [F in keyof Contract]: Implementation<Contract[F]> };

/** Composes the services, one line a feature; a channel that nobody implements answers call-unknown. */
export const services = (_context: ServiceContext): Partial<Services> => ({});

/** What answers GETs below /media/. */
export const media: ((context: ServiceContext) => MediaService) | null = null;
