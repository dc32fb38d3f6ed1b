import { parseArgs } from 'node:util';
import { appError } from '#app/errors.ts';
import { type AnyCommand, commonOptions, type Given, type Option } from './command.ts';
import { nearest } from './nearest.ts';

/** What was typed, understood. */
export interface Asked {
  command: AnyCommand | null;
  words: string[];
  given: Given;
}

const allHelp = 'unfold --help';

export const usageOf = (command: AnyCommand): string => `unfold ${command.name} ${command.takes}`.trim();

const wrong = (problem: string, usage: string) => appError('usage-wrong', { problem, usage });
const meant = (word: string, known: Iterable<string>, before = ''): string => {
  const near = nearest(word, known);
  return near === null ? '' : ` Did you mean ${before}${near}?`;
};

/** Understands a command line; throws usage-wrong with the nearest name for what is unknown. */
export function readArguments(argv: readonly string[], commands: readonly AnyCommand[]): Asked {
  const everyOption = Object.assign({}, commonOptions, { version: { help: '' } }, ...commands.map(({ options }) => options)) as Record<
    string,
    Option
  >;
  const loose = parseArgs({ args: [...argv], options: parserOptions(everyOption), strict: false, allowPositionals: true });
  const command = findCommand(loose.positionals, commands);
  if (command === null) {
    if (loose.positionals.length > 0) throw wrong(unknownCommand(loose.positionals, commands), allHelp);
    refuseUnknown(argv, { ...commonOptions, version: { help: '' } }, allHelp);
    return { command, words: [], given: loose.values as Given }; // switches, texts, and lists of texts where an option is `multiple`
  }
  const known = { ...commonOptions, ...command.options };
  refuseUnknown(argv, known, usageOf(command));
  // Not strictly: that would take -1 behind an option for another option. What is unknown was refused above.
  const { values, positionals } = parseArgs({ args: [...argv], options: parserOptions(known), strict: false, allowPositionals: true });
  const words = positionals.slice(command.name.split(' ').length);
  const [least, most] = command.words;
  const given = values as Given; // as above
  if (given.help !== true && words.length < least) throw wrong(`${command.name} needs more words; got ${words.length}.`, usageOf(command));
  if (words.length > most) throw wrong(`${command.name} takes no "${words[most]}".`, usageOf(command));
  return { command, words, given };
}

function findCommand(positionals: readonly string[], commands: readonly AnyCommand[]): AnyCommand | null {
  const [first = '', second = ''] = positionals;
  return commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first) ?? null;
}

/** Of two words first as a whole: "import txt" means "import text", and not the first command that begins with "import". */
function unknownCommand([first = '', second]: readonly string[], commands: readonly AnyCommand[]): string {
  const names = commands.map(({ name }) => name);
  const pairs = names.filter((name) => name.startsWith(`${first} `));
  const near = second === undefined ? null : nearest(`${first} ${second}`, pairs);
  return `There is no command "${first}".${near === null ? meant(first, names) : ` Did you mean ${near}?`}`;
}

const parserOptions = (options: Readonly<Record<string, Option>>) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { value, several = false }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: several },
    ]),
  );

/** The parser's own messages know no nearest name and no remedy. */
function refuseUnknown(argv: readonly string[], known: Readonly<Record<string, Option>>, usage: string): void {
  const { tokens } = parseArgs({ args: [...argv], options: parserOptions(known), strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    if (option === undefined || !token.rawName.startsWith('--')) {
      throw wrong(`There is no option ${token.rawName} here.${meant(token.name, Object.keys(known), '--')}`, usage);
    }
    if (option.value !== undefined && (token.value === undefined || (!token.inlineValue && token.value.startsWith('--')))) {
      throw wrong(`${token.rawName} needs ${option.value} behind it.`, usage);
    }
    if (option.value === undefined && token.value !== undefined)
      throw wrong(`${token.rawName} takes no value; got "${token.value}".`, usage);
  }
}
