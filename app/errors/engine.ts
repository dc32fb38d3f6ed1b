/** Errors of the engines and their packs. */
export const engineErrors = {
  'engine-missing': (f: { engine: string }) => ({
    message: `The engine "${f.engine}" is not on this machine.`,
    remedy: 'Run "npm run engine" (or Settings, Get engine), or train with --engine portable.',
  }),
  'engine-fetch-failed': (f: { pack: string; why: string }) => ({
    message: `The engine pack ${f.pack} could not be fetched: ${f.why}.`,
    remedy: 'Try again later; until then the portable engine trains.',
  }),
  'engine-checksum': (f: { pack: string; expected: string; got: string }) => ({
    message: `The engine pack ${f.pack} must have SHA-256 ${f.expected}; got ${f.got}.`,
    remedy: 'It was thrown away. Fetch it again.',
  }),
  'engine-load-failed': (f: { library: string; why: string }) => ({
    message: `TensorFlow could not be loaded from ${f.library}: ${f.why}.`,
    remedy: 'Run "unfold doctor"; the portable engine trains meanwhile.',
  }),
  'portable-load-failed': (f: { why: string }) => ({
    message: `The portable engine could not be started: ${f.why}.`,
    remedy: 'Install Unfold again; "unfold doctor" says what is missing.',
  }),
  'engine-op-failed': (f: { op: string; why: string }) => ({
    message: `TensorFlow refused ${f.op}: ${f.why}.`,
    remedy: 'If it is out of memory, lower the batch size; else please report it with the log.',
  }),
  'not-compiled': (f: { why: string }) => ({
    message: `This model cannot be compiled: ${f.why}.`,
    remedy: 'It trains operation by operation, which is slower.',
  }),
} as const;
