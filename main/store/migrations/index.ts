import { first } from './0001-first.ts';
import { gradients } from './0002-gradients.ts';
import { texts } from './0003-texts.ts';
import { baselines } from './0004-baselines.ts';
import { steps } from './0005-steps.ts';
import { itemBlocks } from './0006-item-blocks.ts';
import { numbers } from './0007-numbers.ts';
import { tables } from './0008-tables.ts';
import { heads } from './0009-heads.ts';

/** Every step from an empty file to the present store; its place, counted from 1, is the format's number (user_version). */
export const migrations: readonly string[] = [first, gradients, texts, baselines, steps, itemBlocks, numbers, tables, heads];
