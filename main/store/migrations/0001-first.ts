/** The first store. A migration that was shipped is never edited: the next change is the next file. */
export const first = `
create table projects (
  id integer primary key autoincrement,
  name text not null,
  sample text,
  createdAt integer not null,
  openedAt integer not null,
  deletedAt integer
) strict;

create table datasets (
  id integer primary key autoincrement,
  project integer not null references projects (id) on delete cascade,
  name text not null,
  kind text not null,
  state text not null,
  source text not null,
  items integer not null default 0,
  skipped integer not null default 0,
  duplicates integer not null default 0,
  classes text not null,
  preprocessing text not null,
  split text not null,
  options text not null,
  shards text not null,
  hash text,
  bytes integer not null default 0,
  createdAt integer not null,
  deletedAt integer,
  erasedAt integer
) strict;
create index datasetsOfProject on datasets (project);

create table items (
  dataset integer not null references datasets (id) on delete cascade,
  "index" integer not null,
  path text not null,
  class integer not null,
  split text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  modifiedAt integer not null,
  hash text not null,
  pixels text not null,
  duplicateOf integer,
  primary key (dataset, "index")
) strict, without rowid;
create index itemsOfClass on items (dataset, class, "index");
create index itemsOfSplit on items (dataset, split, "index");
create index itemsDuplicate on items (dataset, duplicateOf) where duplicateOf is not null;

create table skipped (
  id integer primary key autoincrement,
  dataset integer not null references datasets (id) on delete cascade,
  path text not null,
  reason text not null
) strict;
create index skippedOfDataset on skipped (dataset, id);

create table models (
  id integer primary key autoincrement,
  project integer not null references projects (id) on delete cascade,
  name text not null,
  template text,
  graph text not null,
  createdAt integer not null,
  updatedAt integer not null,
  deletedAt integer,
  erasedAt integer
) strict;
create index modelsOfProject on models (project);

create table modelVersions (
  id integer primary key autoincrement,
  model integer not null references models (id) on delete cascade,
  number integer not null,
  hash text not null,
  graph text not null,
  note text not null,
  createdAt integer not null,
  unique (model, number),
  unique (model, hash)
) strict;

create table modelHistory (
  id integer primary key autoincrement,
  model integer not null references models (id) on delete cascade,
  stack text not null,
  place integer not null,
  hash text not null,
  label text not null,
  graph text not null,
  unique (model, stack, place)
) strict;

create table runs (
  id integer primary key autoincrement,
  project integer not null references projects (id) on delete cascade,
  name text not null,
  state text not null,
  dataset integer not null references datasets (id),
  modelVersion integer not null references modelVersions (id),
  config text not null,
  hash text,
  hashParts text,
  engine text,
  parameters integer not null default 0,
  epochsDone integer not null default 0,
  step integer not null default 0,
  stepsPerEpoch integer not null default 0,
  rate real,
  secondsLeft real,
  memory real,
  bestEpoch integer,
  standsFor integer,
  final text not null,
  majority real,
  error text,
  note text not null default '',
  tags text not null default '[]',
  createdAt integer not null,
  startedAt integer,
  endedAt integer,
  deletedAt integer
) strict;
create index runsOfProject on runs (project);
create index runsOfDataset on runs (dataset);
create index runsOfVersion on runs (modelVersion);
create index runsOfState on runs (state);

create table runEpochs (
  run integer not null references runs (id) on delete cascade,
  epoch integer not null,
  trainLoss real not null,
  trainAccuracy real not null,
  validationLoss real,
  validationAccuracy real,
  learningRate real not null,
  seconds real not null,
  rate real not null,
  primary key (run, epoch)
) strict, without rowid;

create table runSteps (
  run integer not null references runs (id) on delete cascade,
  first integer not null,
  count integer not null,
  loss blob not null,
  accuracy blob not null,
  primary key (run, first)
) strict;

create table runLog (
  id integer primary key autoincrement,
  run integer not null references runs (id) on delete cascade,
  at integer not null,
  level text not null,
  message text not null
) strict;
create index runLogOfRun on runLog (run, id);

create table checkpoints (
  id integer primary key autoincrement,
  run integer not null references runs (id) on delete cascade,
  epoch integer not null,
  step integer not null,
  file text not null,
  sha256 text not null,
  bytes integer not null,
  best integer not null,
  metrics text not null,
  createdAt integer not null,
  unique (run, epoch)
) strict;

create table evaluations (
  id integer primary key autoincrement,
  run integer not null references runs (id) on delete cascade,
  epoch integer not null,
  part text not null,
  folder text,
  dataHash text,
  items integer not null,
  loss real not null,
  accuracy real not null,
  majority real not null,
  classes text not null,
  perClass text not null,
  confusion text not null,
  skipped text not null,
  createdAt integer not null
) strict;
create index evaluationsOfRun on evaluations (run, epoch, part);

create table judged (
  evaluation integer not null references evaluations (id) on delete cascade,
  place integer not null,
  "index" integer,
  path text not null,
  actual integer not null,
  predicted integer not null,
  truth real not null,
  loss real,
  probabilities blob not null,
  primary key (evaluation, place)
) strict, without rowid;
create index judgedOfCell on judged (evaluation, actual, predicted, truth);

create table exports (
  id integer primary key autoincrement,
  run integer not null references runs (id) on delete cascade,
  epoch integer not null,
  format text not null,
  out text not null,
  files text not null,
  examples integer not null,
  maxDifference real not null,
  createdAt integer not null
) strict;
create index exportsOfRun on exports (run);

create table jobs (
  id integer primary key autoincrement,
  kind text not null,
  title text not null,
  state text not null,
  done real not null,
  total real,
  rate real,
  message text not null,
  project integer references projects (id) on delete set null,
  subject integer,
  result text,
  error text,
  createdAt integer not null,
  endedAt integer
) strict;
create index jobsOfProject on jobs (project);
create index jobsOfState on jobs (state);

create table events (
  seq integer primary key autoincrement,
  at integer not null,
  object text,
  json text
) strict;
create index eventsOfObject on events (object) where object is not null;

create table settings (
  key text primary key,
  value text not null
) strict, without rowid;

create table notices (
  id integer primary key autoincrement,
  kind text not null,
  at integer not null,
  message text not null,
  remedy text not null,
  file text,
  dismissedAt integer
) strict;
`;
