import { describe, expect, it } from 'vitest';
import { AppError } from '#app/errors.ts';
import { readArguments } from '#main/cli/arguments.ts';
import { commands } from '#main/cli/commands/index.ts';

const read = (line: string) => readArguments(line === '' ? [] : line.split(' '), commands);
const refusedAs = (line: string): string => {
  try {
    read(line);
  } catch (error) {
    if (error instanceof AppError && error.code === 'usage-wrong') return error.message;
    throw error;
  }
  return 'accepted';
};

describe('readArguments', () => {
  it('finds a command of two words', () => {
    const { command, words } = read('import images flowers');
    expect(command?.name).toBe('import images');
    expect(words).toEqual(['flowers']);
  });

  it('takes options before and behind the command', () => {
    expect(read('--workspace /w train 3 --model small-cnn --json')).toMatchObject({
      command: { name: 'train' },
      words: ['3'],
      given: { workspace: '/w', model: 'small-cnn', json: true },
    });
  });

  it('takes many words where a command does', () => {
    expect(read('predict 1 a.png b.png c.png').words).toEqual(['1', 'a.png', 'b.png', 'c.png']);
  });

  it('takes an option several times where a command does', () => {
    expect(read('predict 1 --text one --text=--two').given.text).toEqual(['one', '--two']);
  });

  it('has no command for an empty line', () => {
    expect(read('').command).toBeNull();
  });

  it.each([
    ['trian 1', 'There is no command "trian". Did you mean train?'],
    ['import imges x', 'Did you mean import images?'],
    ['import texts x', 'Did you mean import text?'],
    ['import txt x', 'Did you mean import text?'],
    ['train 1 --epoch 3', 'There is no option --epoch here. Did you mean --epochs?'],
    ['train 1 --learnign-rate 3', 'Did you mean --learning-rate?'],
    ['train 1 -m small-cnn', 'There is no option -m here.'],
    ['datasets --epochs 3', 'There is no option --epochs here.'],
    ['train 1 --model', '--model needs TEMPLATE|FILE.json behind it.'],
    ['train 1 --model --json', '--model needs'],
    ['train 1 --json=yes', '--json takes no value; got "yes".'],
    ['train', 'train needs more words; got 0.'],
    ['train 1 2 --model x', 'train takes no "2".'],
    ['datasets all', 'datasets takes no "all".'],
    ['--verison', 'Did you mean --version?'],
  ])('refuses "%s"', (line, message) => {
    expect(refusedAs(line)).toContain(message);
  });

  it('asks for no words when help is wanted', () => {
    expect(read('train --help').command?.name).toBe('train');
  });
});

describe('every command', () => {
  it.each(commands.map((command) => [command.name, command] as const))('%s tells what it takes and shows an example', (_name, command) => {
    expect(command.summary).toMatch(/^[a-z]/);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const option of Object.keys(command.options)) expect(command.takes).toContain(`--${option}`);
    for (const example of command.examples) expect(refusedAs(example.replace(/^unfold /, '').replace(/ > .*/, ''))).toBe('accepted');
  });
});
