/** Items by the thousand: what changes of them, and what does not, in columns. A row an item took two thirds of an import's time. */
export const itemBlocks = `
create table itemBlocks (
  dataset integer not null references datasets (id) on delete cascade,
  block integer not null,
  items integer not null,
  classes blob not null,
  parts blob not null,
  copies blob,
  primary key (dataset, block)
) strict;
create table itemFacts (
  dataset integer not null,
  block integer not null,
  digests blob,
  facts text not null,
  primary key (dataset, block),
  foreign key (dataset, block) references itemBlocks (dataset, block) on delete cascade
) strict;

insert into itemBlocks
select
  dataset, "index" / 4096, count(*),
  unhex(group_concat(printf('%02x%02x%02x%02x', class & 255, class >> 8 & 255, class >> 16 & 255, class >> 24 & 255), '' order by "index")),
  unhex(group_concat(case split when 'train' then '00' when 'validation' then '01' else '02' end, '' order by "index")),
  case when count(duplicateOf) = 0 then null else unhex(group_concat(
    case when duplicateOf is null then 'ffffffff'
    else printf('%02x%02x%02x%02x', duplicateOf & 255, duplicateOf >> 8 & 255, duplicateOf >> 16 & 255, duplicateOf >> 24 & 255) end,
    '' order by "index")) end
from items group by dataset, "index" / 4096;
insert into itemFacts
select
  dataset, "index" / 4096, null,
  json_object(
    'path', json_group_array(path order by "index"), 'width', json_group_array(width order by "index"),
    'height', json_group_array(height order by "index"), 'bytes', json_group_array(bytes order by "index"),
    'modifiedAt', json_group_array(modifiedAt order by "index"), 'hash', json_group_array(hash order by "index"),
    'pixels', json_group_array(pixels order by "index"))
from items group by dataset, "index" / 4096;
drop table items;
`;
