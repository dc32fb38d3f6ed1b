import { join } from 'node:path';

/** Every path of a workspace, made from whole numbers only, so that no name from outside ever becomes a path. */
export interface WorkspaceFolders {
  root: string;
  store: string;
  owner: string;
  server: string;
  logs: string;
  datasets: string;
  runs: string;
  exports: string;
  samples: string;
  uploads: string;
  dataset(id: number): string;
  run(id: number): string;
  checkpoints(run: number): string;
  export(id: number): string;
}

/** The layout of docs/architecture.md below `root`. */
export function workspaceFolders(root: string): WorkspaceFolders {
  const numbered = (folder: string, id: number) => {
    if (!Number.isSafeInteger(id) || id < 1) throw new RangeError(`An id must be a whole number from 1; got ${id}`);
    return join(root, folder, String(id));
  };
  return {
    root,
    store: join(root, 'unfold.sqlite'),
    owner: join(root, 'owner.sqlite'),
    server: join(root, 'server.json'),
    logs: join(root, 'logs'),
    datasets: join(root, 'datasets'),
    runs: join(root, 'runs'),
    exports: join(root, 'exports'),
    samples: join(root, 'samples'),
    uploads: join(root, 'uploads'),
    dataset: (id) => numbered('datasets', id),
    run: (id) => numbered('runs', id),
    checkpoints: (run) => join(numbered('runs', run), 'checkpoints'),
    export: (id) => numbered('exports', id),
  };
}
