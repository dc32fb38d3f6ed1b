/** Errors of the workspace and its store. */
export const storeErrors = {
  'not-found': (f: { what: string; id: string | number }) => ({
    message: `There is no ${f.what} ${f.id}.`,
    remedy: `Choose another ${f.what}; it may have been deleted.`,
  }),
  'workspace-owned': (f: { folder: string; owner: string }) => ({
    message: `The workspace ${f.folder} is in use by ${f.owner}.`,
    remedy: 'Close the other one, or use another folder with --workspace.',
  }),
  'workspace-link': (f: { path: string }) => ({
    message: `What lies in a workspace must lie there itself; ${f.path} is a link to elsewhere.`,
    remedy: 'Put what it leads to in its place, or remove the link. Nothing was opened or changed.',
  }),
  'store-newer': (f: { folder: string; found: number; known: number }) => ({
    message: `The workspace ${f.folder} was written by a newer Unfold (format ${f.found}; this one knows ${f.known}).`,
    remedy: 'Update Unfold. Nothing was changed.',
  }),
  'store-damaged': (f: { file: string; keptAs: string }) => ({
    message: `The store ${f.file} is damaged.`,
    remedy: `It is kept as ${f.keptAs}; rebuild the runs from their files, or put a backup in its place.`,
  }),
  'job-cut-off': (f: { title: string }) => ({
    message: `"${f.title}" was cut off when Unfold ended.`,
    remedy: 'Start it again; an import and a run go on where they stood.',
  }),
  'disk-full': (f: { what: string; folder: string }) => ({
    message: `There is no room left in ${f.folder} for ${f.what}.`,
    remedy: 'Free some space; what was saved before is kept.',
  }),
  'write-failed': (f: { file: string; why: string }) => ({
    message: `${f.file} could not be written: ${f.why}.`,
    remedy: 'Check that the folder exists and may be written to; nothing half-written was left.',
  }),
} as const;
