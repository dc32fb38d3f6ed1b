import { sql } from 'kysely';
import { type Project, project } from '#app/contract/projects.ts';
import type { DataKind } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { readJsonOrNull } from './json.ts';
import type { Database } from './store.ts';
import type { Change, NewRow } from './tables.ts';

export async function insertProject(db: Database, project: NewRow<'projects'>): Promise<number> {
  const row = await db.insertInto('projects').values(project).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Throws not-found. */
export async function projectById(db: Database, id: number): Promise<Project> {
  const row = await selection(db).where('projects.id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'project', id });
  return toProject(row);
}

/** Those in use, or those in the Bin; the one opened last comes first. */
export async function listProjects(db: Database, deleted: boolean): Promise<Project[]> {
  const rows = await selection(db)
    .where('projects.deletedAt', deleted ? 'is not' : 'is', null)
    .orderBy('projects.openedAt', 'desc')
    .orderBy('projects.id', 'desc')
    .execute();
  return rows.map(toProject);
}

/** Throws not-found. */
export async function changeProject(db: Database, id: number, change: Change<'projects'>): Promise<Project> {
  await db.updateTable('projects').set(change).where('id', '=', id).execute();
  return projectById(db, id);
}

/** The dataset that pictures a project. */
const firstData = sql<
  number | null
>`(select min(d.id) from datasets d where d.project = projects.id and d.deletedAt is null and d.items > 0)`;

const reached = sql`coalesce(final ->> '$.validation.accuracy', final ->> '$.validation.error')`;
/** {measure, figure} of the runs that have ended, as JSON. */
const best = sql<string | null>`(
  select json_object('measure', measure, 'figure', iif(measure = 'accuracy', max(${reached}), min(${reached})))
  from runs where project = projects.id and deletedAt is null and state in ('finished', 'stopped') and ${reached} is not null
  group by measure order by max(id) desc limit 1
)`;

/** A project with the figures that the home view shows of it; what lies in the Bin does not count. */
function selection(db: Database) {
  return db
    .selectFrom('projects')
    .select(['id', 'name', 'createdAt', 'openedAt', 'deletedAt', 'sample'])
    .select([
      sql<number>`(select count(*) from datasets d where d.project = projects.id and d.deletedAt is null)`.as('datasets'),
      sql<number>`(select count(*) from datasets d where d.project = projects.id and d.deletedAt is null and d.state = 'ready')`.as(
        'readyDatasets',
      ),
      sql<number>`(select count(*) from models m where m.project = projects.id and m.deletedAt is null)`.as('models'),
      sql<number>`(select count(*) from runs r where r.project = projects.id and r.deletedAt is null)`.as('runs'),
      sql<number>`(select count(*) from runs r where r.project = projects.id and r.deletedAt is null and r.state in ('queued', 'running', 'paused'))`.as(
        'running',
      ),
      best.as('best'),
      firstData.as('cover'),
      sql<DataKind | null>`(select kind from datasets where id = ${firstData})`.as('coverKind'),
    ]);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>;

const toProject = (row: Selected): Project => ({
  ...row,
  best: readJsonOrNull(project.shape.best, row.best, `Project ${row.id}, best figure`),
});
