import type { Result } from '#app/contract/channel.ts';
import { decode, encode } from '#app/contract/codec.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { AppError, appError } from '#app/errors.ts';
import { version } from '../about.ts';
import { openCore } from '../core.ts';
import { findServer, type ServerFacts } from '../workspace.ts';
import type { Session } from './command.ts';

/** A way to the core, to be closed. */
export interface Connection {
  call: Session['call'];
  close(): Promise<void>;
}

type Ask = (name: string, input: unknown) => Promise<Result<unknown>>;

/** Values or the error thrown; the core has parsed what it answers with the contract's schema of this very name. */
const throwing =
  (ask: Ask): Session['call'] =>
  async <N extends CallName>(name: N, input: CallInput<N>) => {
    const result = await ask(name, input);
    if (result.ok) return result.value as CallOutput<N>;
    throw new AppError(result.error);
  };

/** Calls the server that owns the workspace. */
function throughServer({ port, token }: ServerFacts): Connection {
  const ask: Ask = async (name, input) => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/call/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/msgpack' },
        body: encode(input),
      });
      // Our own server answers a Result, whatever the status.
      return decode(await response.arrayBuffer()) as Result<unknown>;
    } catch (cause) {
      throw appError('server-lost', {}, String(cause));
    }
  };
  return { call: throwing(ask), close: async () => {} };
}

/** The core of the workspace: in this process where nobody has it, else through the server that does. */
export async function connect(workspace: string, command: string): Promise<Connection> {
  const server = await findServer(workspace);
  if (server !== null) return throughServer(server);
  try {
    const core = await openCore({ workspace, version, as: `unfold ${command}` });
    return { call: throwing((name, input) => core.call(name, input, { door: 'terminal' })), close: () => core.close() };
  } catch (error) {
    // A server may have taken it in this very moment.
    const late = error instanceof AppError && error.code === 'workspace-owned' ? await findServer(workspace) : null;
    if (late === null) throw error;
    return throughServer(late);
  }
}
