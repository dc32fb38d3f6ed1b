/** Errors of the doors themselves: who may call, what a call must look like. */
export const doorErrors = {
  'call-unknown': (f: { name: string }) => ({
    message: `The call must be one of the contract's; got "${f.name}".`,
    remedy: 'Reload the window; if it stays, both sides are of different versions: restart Unfold.',
  }),
  'call-invalid': (f: { name: string; problems: string }) => ({
    message: `${f.name} was called with values that do not fit: ${f.problems}.`,
    remedy: 'Correct the values named and try again.',
  }),
  'caller-refused': (f: { why: string }) => ({
    message: `This caller may not use Unfold: ${f.why}.`,
    remedy: 'Open the address that "unfold serve" printed, token included, on this machine.',
  }),
  'port-in-use': (f: { port: number }) => ({
    message: `Port ${f.port} must be free; another program has it.`,
    remedy: 'Choose another one with --port, or leave --port out to get any free one.',
  }),
  'address-unusable': (f: { host: string; port: number; why: string }) => ({
    message: `Unfold must be able to listen on ${f.host}:${f.port}; the system says ${f.why}.`,
    remedy: 'Leave --host and --port out, or use an address of this machine and a port above 1023.',
  }),
  'upload-failed': (f: { why: string }) => ({
    message: `The upload must be a folder of files; ${f.why}.`,
    remedy: 'Nothing of it was kept. Mend that and upload again.',
  }),
  'connection-lost': () => ({
    message: 'The core must answer; the connection to it is lost.',
    remedy: 'It is tried again by itself. If it stays, see whether Unfold still runs where you started it.',
  }),
  'server-lost': (_: object) => ({
    message: 'The server that has this workspace must answer; it is gone.',
    remedy: 'Give the command again: it works without a server too. A run that was under way goes on with "unfold resume".',
  }),
  cancelled: (f: { name: string }) => ({
    message: `${f.name} was given up before it was done.`,
    remedy: 'Ask again if you still want it.',
  }),
  closing: (_: object) => ({
    message: 'Unfold is closing.',
    remedy: 'Open it again; what was saved is kept.',
  }),
  internal: (f: { what: string }) => ({
    message: `Something in Unfold went wrong: ${f.what}.`,
    remedy: 'Your data is kept. Try again; if it stays, send the log named in Settings.',
  }),
  'usage-wrong': (f: { problem: string; usage: string }) => ({
    message: f.problem,
    remedy: `Use: ${f.usage}`,
  }),
} as const;
