import type { z } from 'zod';
import type { Channel } from './channel.ts';
import { datasets } from './datasets.ts';
import { evaluations } from './evaluations.ts';
import { exporting } from './exports.ts';
import { jobs } from './jobs.ts';
import { models } from './models.ts';
import { predictions } from './predictions.ts';
import { projects } from './projects.ts';
import { runs } from './runs.ts';
import { system } from './system.ts';

/** The contract: the only way in, for every door. A call is named feature.channel. */
export const contract = { projects, datasets, models, runs, evaluations, predictions, exports: exporting, jobs, system };
export type Contract = typeof contract;

type Names = { [F in keyof Contract]: `${F}.${keyof Contract[F] & string}` }[keyof Contract];
export type CallName = Names;
type Find<N extends string> = N extends `${infer F extends keyof Contract}.${infer K}`
  ? K extends keyof Contract[F]
    ? Contract[F][K]
    : never
  : never;
type ChannelOf<N extends CallName> = Extract<Find<N>, Channel>;

/** What a caller may pass (defaults may be left out), and what it gets. */
export type CallInput<N extends CallName> = z.input<ChannelOf<N>['input']>;
export type CallOutput<N extends CallName> = z.output<ChannelOf<N>['output']>;

/** The channel of a call's name, or undefined for a name that is not in the contract. */
export function channelOf(name: string): Channel | undefined {
  const [feature, key, ...rest] = name.split('.');
  if (feature === undefined || key === undefined || rest.length > 0 || !Object.hasOwn(contract, feature)) return undefined;
  const channels: Readonly<Record<string, Channel>> = contract[feature as keyof Contract]; // checked by hasOwn above
  return Object.hasOwn(channels, key) ? channels[key] : undefined;
}
