import { usageOf } from './arguments.ts';
import { type AnyCommand, commonOptions, type Option } from './command.ts';

const optionLines = (options: Readonly<Record<string, Option>>): string[] => {
  const heads = Object.entries(options).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  const width = Math.max(...heads.map(([head]) => head.length));
  return heads.map(([head, help]) => `  ${head.padEnd(width)}  ${help}`);
};

/** `unfold --help`: every command in a line, and how to begin. */
export function overview(commands: readonly AnyCommand[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `Unfold ${version}: your own data becomes a trained neural network, on your own machine.`,
    '',
    'Use: unfold COMMAND …',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Begin:',
    '  unfold import images flowers/ --size 64x64',
    '  unfold train 1 --model small-cnn --epochs 10',
    '  unfold predict 1 rose.jpg',
    '  unfold import text reviews.csv',
    '  unfold train 2 --model lstm-classifier --epochs 10',
    '  unfold predict 2 --text "not bad at all"',
    '  unfold export 1 --format tfjs --out my-model',
    '',
    'Every command takes:',
    ...optionLines(commonOptions),
    '',
    'unfold COMMAND --help says more.',
  ].join('\n');
}

/** `unfold COMMAND --help`. */
export function commandHelp(command: AnyCommand): string {
  return [
    command.summary,
    '',
    `Use: ${usageOf(command)}`,
    ...(command.details === undefined ? [] : ['', command.details]),
    '',
    ...optionLines({ ...command.options, ...commonOptions }),
    '',
    'For example:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}
