import { lectureCnn } from './lecture-cnn.ts';
import { smallCnn } from './small-cnn.ts';
import { softmax } from './softmax.ts';
import type { Template } from './template.ts';

/** Every template, the one to begin with first. */
export const templates: readonly Template[] = [smallCnn, lectureCnn, softmax];

/** The template of a name, or undefined. */
export const templateOf = (name: string): Template | undefined => templates.find((template) => template.name === name);
