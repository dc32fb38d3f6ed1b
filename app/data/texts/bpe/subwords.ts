import { Tokenizer } from '@huggingface/tokenizers';
import type { FittedText } from '../fitted.ts';
import { unknownCode } from '../special-tokens.ts';
import { TokenTable } from '../token-table.ts';
import { tokenizerJson } from './tokenizer-json.ts';

/** Pieces whose codes are kept; most texts repeat fewer. */
const mostKept = 50_000;

/** The codes of a piece, text[start, end), in order. */
export type SubwordCodes = (text: string, start: number, end: number) => readonly number[];

/** Tells pieces' subwords through Hugging Face's tokenizer, once for each distinct piece. */
export function subwordCodes(fitted: FittedText): SubwordCodes {
  const tokenizer = new Tokenizer(tokenizerJson(fitted), {});
  let seen = new TokenTable();
  let kept: (readonly number[])[] = [];
  return (text, start, end) => {
    const known = seen.find(text, start, end);
    if (known >= 0) return kept[known] ?? [];
    const tokens = tokenizer.model?.encode([text.slice(start, end)]) ?? [];
    const codes = tokens.map((token) => tokenizer.token_to_id(token) ?? unknownCode);
    if (seen.size === mostKept) {
      seen = new TokenTable();
      kept = [];
    }
    kept[seen.intern(text, start, end)] = codes;
    return codes;
  };
}
