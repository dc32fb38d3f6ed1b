import { z } from 'zod';
import type { TermText } from '#renderer/ui/terms.ts';
import { frame } from './frame.svelte.ts';

const termText = z.object({ title: z.string(), sentence: z.string(), formula: z.string().optional() });

/** The term that explains an element: its own, or that of the field it stands in. */
export function termOf(element: Element | null): TermText | null {
  const holder = element?.closest('[data-term]') ?? element?.closest('[data-field]')?.querySelector('[data-term]');
  const raw = holder?.getAttribute('data-term');
  if (!raw) return null;
  const { formula, ...text } = termText.parse(JSON.parse(raw));
  return formula === undefined ? text : { ...text, formula };
}

/** F1: explains what has the focus; where nothing explains it, shows the keys of this view. */
export function explainFocused(): void {
  const term = termOf(document.activeElement);
  if (term === null) frame.show('keys');
  else frame.explain(term);
}
