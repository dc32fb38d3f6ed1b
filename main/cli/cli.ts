import { AppError, appError } from '#app/errors.ts';
import { version } from '../about.ts';
import { defaultWorkspace } from '../workspace.ts';
import { readArguments } from './arguments.ts';
import type { AnyCommand, CoreCommand, Given, Outcome, Session } from './command.ts';
import { commands } from './commands/index.ts';
import { connect } from './connect.ts';
import { commandHelp, overview } from './help.ts';
import { print } from './print.ts';
import { progressOn } from './progress.ts';
import { textOf } from './values.ts';

/** npm and the terminal both send Ctrl-C: two at once are one; one later, of somebody who will not wait, ends at once. */
const oneWish = 1000;

function interruption(): AbortSignal {
  const interrupted = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first > 0 && Date.now() - first > oneWish) process.exit(130);
      first ||= Date.now();
      interrupted.abort();
    });
  }
  return interrupted.signal;
}

async function runInCore(
  command: CoreCommand,
  words: readonly string[],
  given: Given,
  workspace: string,
  interrupted: AbortSignal,
): Promise<Outcome> {
  const connection = await connect(workspace, command.name);
  try {
    const session = { call: connection.call, progress: progressOn(process.stderr), interrupted, workspace };
    await tellNotices(session);
    return await command.run(session, words, given);
  } finally {
    await connection.close();
  }
}

/** What happened to the store, until it is dismissed on Home: who works in the terminal must hear of it too. */
async function tellNotices({ call, progress }: Session): Promise<void> {
  const { notices } = await call('system.storeNotices', {});
  for (const { message, remedy, file } of notices) progress.say(`${message}${file === null ? '' : ` It is ${file}.`} ${remedy}`);
}

async function run(command: AnyCommand, words: readonly string[], given: Given, json: boolean): Promise<number> {
  const workspace = textOf(given, 'workspace') ?? defaultWorkspace();
  const interrupted = interruption();
  if ('own' in command) return command.own({ workspace, json, interrupted }, given);
  const outcome = await runInCore(command, words, given, workspace, interrupted);
  await print(json ? JSON.stringify(outcome.json) : outcome.text);
  return outcome.code ?? 0;
}

async function tell(error: unknown, json: boolean): Promise<number> {
  const told = error instanceof AppError ? error : appError('internal', { what: error instanceof Error ? error.message : String(error) });
  const { code, message, remedy } = told;
  if (json) await print(JSON.stringify({ error: { code, message, remedy } })).catch(() => console.error(message));
  else console.error(`${message}\n${remedy}`);
  if (!(error instanceof AppError) && error instanceof Error) console.error(error.stack);
  return code === 'usage-wrong' ? 2 : 1;
}

/** The terminal: understands the line, asks the core, prints. Resolves with the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  try {
    const { command, words, given } = readArguments(argv, commands);
    if (given.version === true) await print(json ? JSON.stringify({ version }) : version);
    else if (command === null) await print(overview(commands, version));
    else if (given.help === true) await print(commandHelp(command));
    else return await run(command, words, given, json);
    return 0;
  } catch (error) {
    return await tell(error, json);
  }
}

process.exitCode = await main(process.argv.slice(2));
