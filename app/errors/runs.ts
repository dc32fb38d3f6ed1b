/** Errors of training runs. */
export const runErrors = {
  'batch-size': (f: { got: number; most: number }) => ({
    message: `Batch size must be 1 to ${f.most}, the training items; got ${f.got}.`,
    remedy: `Use ${Math.min(32, f.most)}, for example.`,
  }),
  'loss-not-finite': (f: { epoch: number; kept: number | null }) => ({
    message: `Loss must be finite; got NaN or infinity in epoch ${f.epoch}.`,
    remedy:
      f.kept === null
        ? 'Lower the learning rate and start again; no epoch was finished yet.'
        : `Lower the learning rate and resume; epoch ${f.kept} is kept.`,
  }),
  'run-state': (f: { action: string; state: string }) => ({
    message: `A run that is ${f.state} cannot ${f.action}.`,
    remedy: 'Reload the list of runs; it may have changed meanwhile.',
  }),
  'run-configuration-differs': (f: { what: string }) => ({
    message: `The run must go on under the configuration it began with; ${f.what} differs.`,
    remedy: 'Start a new run, or resume with "force" if that is what you want.',
  }),
  'run-without-checkpoint': (f: { run: number }) => ({
    message: `Run ${f.run} has no finished epoch to go on from.`,
    remedy: 'Start it anew with the same settings.',
  }),
  'checkpoint-damaged': (f: { file: string; problem: string }) => ({
    message: `The checkpoint ${f.file} must be whole; ${f.problem}.`,
    remedy: 'Resume: an older epoch is taken where one is kept. Or start a new run with the same settings.',
  }),
  'part-empty': (f: { part: string; name: string }) => ({
    message: `The ${f.part} part of "${f.name}" must hold items; it has none.`,
    remedy: 'Judge another part, or a folder of images of their own; or split the data anew and train again.',
  }),
  'run-answers-other': (f: { run: string; must: string; got: string }) => ({
    message: `"${f.run}" answers ${f.must}; it cannot be asked for ${f.got}.`,
    remedy: 'Choose another run, or ask this one what it has learned.',
  }),
  'head-unknown': (f: { run: string; heads: readonly string[]; got: string }) => ({
    message: `"${f.run}" must answer what it is asked about; "${f.got}" is none of its answers.`,
    remedy:
      f.heads.length === 0
        ? 'It answers one kind of thing: ask without a name.'
        : `Ask about one of ${f.heads.map((head) => `"${head}"`).join(', ')}.`,
  }),
  'seed-text-empty': (f: { run: string }) => ({
    message: `A text that "${f.run}" is to write on must have a token or more; got none.`,
    remedy: 'Type how the text begins.',
  }),
  'class-weights-steps': (f: { name: string }) => ({
    message: `Class weights need one class an item; "${f.name}" asks for something else.`,
    remedy: 'Train without class weights.',
  }),
  'worker-lost': (f: { what: string }) => ({
    message: `The training process ended by itself: ${f.what}.`,
    remedy: 'Every finished epoch is kept: press Resume.',
  }),
  'answers-lost': (f: { what: string }) => ({
    message: `The process that asks the model ended by itself: ${f.what}.`,
    remedy: 'Try again. Nothing was changed; if it stays, use fewer or smaller images at once.',
  }),
  'memory-short': (f: { needed: string; free: string }) => ({
    message: `The run needs about ${f.needed} of memory; ${f.free} are free.`,
    remedy: 'Lower the batch size or the image size.',
  }),
} as const;
