/** Errors of the model graph that stop a command; problems while drawing are `Problem`s of app/graph. */
export const graphErrors = {
  'graph-invalid': (f: { problem: string; remedy: string }) => ({
    message: `The model cannot be trained: ${f.problem}`,
    remedy: f.remedy,
  }),
  'graph-unreadable': (f: { file: string; problem: string }) => ({
    message: `${f.file} must be a model graph; ${f.problem}.`,
    remedy: 'See "unfold models --show small-cnn" for what one looks like.',
  }),
  'template-unknown': (f: { name: string; known: string }) => ({
    message: `There is no template "${f.name}".`,
    remedy: `Use one of: ${f.known}; or a .json file.`,
  }),
} as const;
