import { z } from 'zod';
import { difference } from './difference.ts';
import { log } from './log.ts';
import { minMax } from './min-max.ts';
import { robust } from './robust.ts';
import { standard } from './standard.ts';

/** Every scaler, in the order of the list that one chooses from. */
export const scalers = [standard, minMax, robust, log, difference] as const;

type Scalers = (typeof scalers)[number];
export type ScalerSettings = z.infer<Scalers['settings']>;
export type ScalerState = z.infer<Scalers['state']>;

/** Which scaler and how: part of the preprocessing. */
export const scalerSettings: z.ZodType<ScalerSettings> = z.union(scalers.map(({ settings }) => settings));
/** What was fitted: stored with the model, read again from outside. */
export const scalerState: z.ZodType<ScalerState> = z.union(scalers.map(({ state }) => state));
