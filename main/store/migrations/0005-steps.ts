/** Data whose steps have answers of their own: how many items a part has, and how each step of an item was judged. */
export const steps = `
alter table datasets add column parts text;
alter table evaluations add column answers text not null default 'class';
alter table evaluations add column steps integer;
create table judgedSteps (
  evaluation integer not null references evaluations (id) on delete cascade,
  place integer not null,
  "index" integer not null,
  path text not null,
  loss real not null,
  steps text not null,
  primary key (evaluation, place)
) strict, without rowid;
`;
