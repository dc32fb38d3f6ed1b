import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { Progress } from './progress.ts';

/** An option of a command: `value` names what follows it; without, it is a switch. */
export interface Option {
  value?: string;
  /** May be given more than once. */
  several?: boolean;
  help: string;
}

/** Options as given, by name; switches are true, an option that may come several times is a list. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command works with, wherever the core is: in this process or in a server that owns the workspace. */
export interface Session {
  /** Answers the value; throws the AppError of an answer that is none. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  progress: Progress;
  /** Fires on the first Ctrl-C. */
  interrupted: AbortSignal;
  workspace: string;
}

/** What a command leaves: for programs, for people, and the exit code. */
export interface Outcome {
  json: unknown;
  text: string;
  code?: number;
}

/** Everything the terminal knows of a command; help, parsing and running read it from here. */
export interface Command {
  /** One word, or two: "import images". */
  name: string;
  /** What comes behind the name: "DATASET --model TEMPLATE|FILE.json". */
  takes: string;
  summary: string;
  /** More than one sentence, where there is more to say. */
  details?: string;
  examples: readonly string[];
  options: Readonly<Record<string, Option>>;
  /** How many words must and may follow the name. */
  words: readonly [least: number, most: number];
}

/** A command that asks the core. */
export interface CoreCommand extends Command {
  run(session: Session, words: readonly string[], given: Given): Promise<Outcome>;
}

/** A command that is a core of its own, until it is ended. */
export interface OwnCommand extends Command {
  own(options: { workspace: string; json: boolean; interrupted: AbortSignal }, given: Given): Promise<number>;
}

export type AnyCommand = CoreCommand | OwnCommand;

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  workspace: { value: 'DIR', help: 'where your projects are kept' },
  json: { help: 'end standard output with one line of JSON, errors too' },
  help: { help: 'show this' },
};
