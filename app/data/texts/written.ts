import { decoder } from './decode.ts';
import type { FittedText } from './fitted.ts';
import { endCode } from './special-tokens.ts';

/** The codes that stand since the last text began: what the next one is drawn from. */
export function sinceTheEnd(codes: readonly number[], { settings }: Pick<FittedText, 'settings'>): readonly number[] {
  return settings.startEnd ? codes.slice(codes.lastIndexOf(endCode) + 1) : codes;
}

/** Makes what turns codes that were written into a text; each text that came to its end stands on lines of its own. */
export function writtenText(fitted: Pick<FittedText, 'settings' | 'words'>): (codes: readonly number[]) => string {
  const textOf = decoder(fitted);
  return (codes) => {
    if (!fitted.settings.startEnd) return textOf(codes);
    const texts: number[][] = [[]];
    for (const code of codes) {
      if (code === endCode) texts.push([]);
      else texts.at(-1)?.push(code);
    }
    return texts.map(textOf).join('\n');
  };
}
