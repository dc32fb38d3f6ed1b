import FlaskConical from '@lucide/svelte/icons/flask-conical';
import { session } from '#renderer/frame/session.svelte.ts';
import type { Feature } from '../feature.ts';
import Use from './Use.svelte';

/** A trained model at work: tried on one image, text, row or window, run over a folder or a file, taken out as a file. */
export const use: Feature = {
  name: 'use',
  title: 'Use',
  icon: FlaskConical,
  key: 'U',
  place: 'project',
  View: Use,
  mark: () => (session.runs.some((run) => run.epochsDone > 0) ? { kind: 'ready', note: 'A trained model is there' } : null),
};
