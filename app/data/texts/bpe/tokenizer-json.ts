import type { FittedText } from '../fitted.ts';
import { accentMarks } from '../normalise.ts';
import { piecePattern, spaceMark } from '../pieces.ts';
import { specialTokens } from '../special-tokens.ts';

/**
 * Subwords as a tokenizer.json of Hugging Face: the same ids there as here, but for padding and cutting, which whoever loads it
 * chooses. The special tokens are in the vocabulary only: a text that spells one out does not become one.
 */
export function tokenizerJson({ settings, words, merges }: Pick<FittedText, 'settings' | 'words' | 'merges'>) {
  const special = specialTokens(settings);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: { type: 'Sequence', normalizers: normalizers(settings) },
    pre_tokenizer: { type: 'Split', pattern: { Regex: piecePattern }, behavior: 'Isolated', invert: false },
    post_processor: settings.startEnd ? template(special) : null,
    decoder: { type: 'Metaspace', replacement: spaceMark, prepend_scheme: 'always', split: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: special[1],
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries([...special, ...words].map((token, code) => [token, code])),
      merges,
    },
  };
}
export type TokenizerJson = ReturnType<typeof tokenizerJson>;

function normalizers({ unicode, lowercase, accents }: FittedText['settings']) {
  const replace = (pattern: { String: string } | { Regex: string }, content: string) => ({ type: 'Replace', pattern, content });
  return [
    ...(unicode === 'none' ? [] : [{ type: unicode }]),
    ...(lowercase ? [replace({ String: 'Σ' }, 'σ'), { type: 'Lowercase' }] : []),
    ...(accents === 'strip' ? [{ type: 'NFD' }, replace({ Regex: accentMarks }, ''), { type: 'NFC' }] : []),
    { type: 'Prepend', prepend: spaceMark },
    replace({ String: ' ' }, spaceMark),
  ];
}

/** Start and end tokens around each text. */
function template(special: readonly string[]) {
  const [, , start = '', end = ''] = special;
  const item = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const sequence = (id: string) => ({ Sequence: { id, type_id: 0 } });
  const about = (id: string) => ({ id, ids: [special.indexOf(id)], tokens: [id] });
  return {
    type: 'TemplateProcessing',
    single: [item(start), sequence('A'), item(end)],
    pair: [item(start), sequence('A'), item(end), sequence('B'), item(end)],
    special_tokens: { [start]: about(start), [end]: about(end) },
  };
}
