import { appError } from '#app/errors.ts';
import type { Session } from './command.ts';

export const projectOption = {
  project: { value: 'P', help: 'number or name of the project it goes into; a new one otherwise' },
} as const;

/** The project of a number or a name; a new one of that name where there is none. Undefined where none is asked for. */
export async function projectOf(session: Session, asked: string | undefined, usage: string): Promise<number | undefined> {
  if (asked === undefined) return undefined;
  const { projects } = await session.call('projects.list', {});
  const found = projects.filter(({ id, name }) => (/^\d+$/.test(asked) ? id === Number(asked) : name === asked));
  const [only, second] = found;
  if (second !== undefined)
    throw appError('usage-wrong', {
      problem: `${found.length} projects are called "${asked}": give a number, ${found.map(({ id }) => id).join(' or ')}.`,
      usage,
    });
  if (only !== undefined) return only.id;
  if (/^\d+$/.test(asked)) throw appError('not-found', { what: 'project', id: asked });
  return (await session.call('projects.create', { name: asked })).id;
}
