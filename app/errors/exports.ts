/** Errors of exporting. */
export const exportErrors = {
  'format-unknown': (f: { name: string; known: string }) => ({
    message: `There is no export format "${f.name}".`,
    remedy: `Use one of: ${f.known}.`,
  }),
  'export-not-empty': (f: { folder: string }) => ({
    message: `The folder to export to must be new or empty; ${f.folder} holds other files.`,
    remedy: 'Choose another folder.',
  }),
  'export-differs': (f: { difference: number; allowed: number }) => ({
    message: `The file must answer like the app to ${f.allowed}; got ${f.difference}. Nothing was written.`,
    remedy: 'Take another format, and please report it.',
  }),
  'export-reset-after': (f: { layer: string; format: string }) => ({
    message: `A GRU for ${f.format} must reset before its product; ${f.layer} resets after it.`,
    remedy: 'Switch "reset after" off in the block, or take LSTM in its place, and train again; or choose another format.',
  }),
  'export-masks-added': (f: { layer: string; format: string }) => ({
    message: `A sum for ${f.format} must not pass on which steps are padding; ${f.layer} does, to a block that asks for it.`,
    remedy: 'Switch "Skip padding" off in the block that takes the tokens, or take Masking out, and train again; or choose another format.',
  }),
} as const;
