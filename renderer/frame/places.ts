import type { Project } from '#app/contract/projects.ts';
import type { Address } from './address.ts';

const left = new Map<number, Address>();

/** Notes where a project was left, while the window is open. */
export function noteLeft(address: Address): void {
  if (address.project !== null) left.set(address.project, address);
}

/** Where to open a project: where it was left, else at its furthest: runs, a model, its data. */
export function placeOf(project: Project): Pick<Address, 'view' | 'project' | 'path' | 'query'> {
  const known = left.get(project.id);
  if (known !== undefined) return known;
  const view = project.runs > 0 ? 'train' : project.models > 0 && project.readyDatasets > 0 ? 'train' : 'data';
  return { view, project: project.id, path: [], query: {} };
}
