import type { TextStages } from '../../contract/texts.ts';
import { oneHotInto } from './one-hot.ts';
import type { TextPreprocessing } from './preprocessing.ts';
import { paddingCode, specialTokens, startCode } from './special-tokens.ts';
import { tokenStrings, tokensOf } from './tokens.ts';

/** What stands at a timestep of a text. */
export interface SampleStep {
  /** Null before the texts are prepared: no code is given yet. */
  code: number | null;
  token: string;
  /** What is to be answered at this step; null where nothing is. */
  answer: string | null;
}

/** Whether nothing stands there. */
export const isPadding = ({ code }: SampleStep): boolean => code === paddingCode;

type Given = TextStages[number]['value'];
const words = (value: Given | undefined): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const numbers = (value: Given | undefined): number[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []);

/** The timesteps of an explained text, [length]; none where it becomes a bag. */
export function sampleSteps(stages: TextStages, settings: Pick<TextPreprocessing, 'startEnd'>): SampleStep[] {
  const of = (stage: string) => stages.find((one) => one.stage === stage)?.value;
  const names = new Map(specialTokens(settings).map((name, code) => [code, name]));
  const known = words(of('known'));
  for (const [place, code] of numbers(of('codes')).entries()) names.set(code, known[place] ?? '');
  const answers = words(of('answers'));
  return numbers(of('padded')).map((code, step) => ({
    code,
    token: code === paddingCode ? '' : (names.get(code) ?? ''),
    answer: answers[step] || null,
  }));
}

/** Timesteps of a text that is not prepared yet: its tokens, with what follows each where that is learned. */
export function unpreparedSteps(text: string, settings: TextPreprocessing): SampleStep[] {
  const tokens = tokenStrings(tokensOf(settings), text);
  if (settings.answers !== 'next') return tokens.map((token) => ({ code: null, token, answer: null }));
  const [, , start = '', end = ''] = specialTokens(settings);
  const all = settings.startEnd ? [start, ...tokens, end] : tokens;
  return all.slice(0, -1).map((token, step) => ({ code: null, token, answer: all[step + 1] ?? null }));
}

/** A step that is drawn, or how many stand at its place that are not: padding, or what lies between. */
export type DrawnStep = { kind: 'step'; at: number; step: SampleStep } | { kind: 'padding' | 'between'; count: number };

/** At most `most` steps of a text, its first and its last, with padding drawn together. */
export function drawnSteps(steps: readonly SampleStep[], most: number): DrawnStep[] {
  const real = steps.map((step, at) => ({ kind: 'step' as const, at, step })).filter(({ step }) => !isPadding(step));
  const [first, last] = [real[0]?.at ?? 0, real.at(-1)?.at ?? -1];
  const padding = (count: number): DrawnStep[] => (count > 0 ? [{ kind: 'padding', count }] : []);
  return [
    ...padding(real.length === 0 ? steps.length : first),
    ...shortened(real, most),
    ...padding(real.length === 0 ? 0 : steps.length - 1 - last),
  ];
}

function shortened(real: readonly DrawnStep[], most: number): DrawnStep[] {
  if (real.length <= most) return [...real];
  const head = Math.ceil(most / 2);
  return [...real.slice(0, head), { kind: 'between', count: real.length - most }, ...real.slice(real.length - (most - head))];
}

/** Rows of zeros and ones that the network gets of these steps, [steps, width]. */
export function oneHotRows(steps: readonly SampleStep[], width: number): number[][] {
  const flat = new Float32Array(steps.length * width);
  oneHotInto(
    Int32Array.from(steps, ({ code }) => code ?? paddingCode),
    width,
    flat,
    0,
  );
  return steps.map((_, step) => [...flat.subarray(step * width, (step + 1) * width)]);
}

/** Where a text begins that is written from nothing: its start token, where it has one. */
export const beginsBare = (steps: readonly SampleStep[]): boolean => steps.find((step) => !isPadding(step))?.code === startCode;
