/** How large a run's gradients were, layer by layer, at some of its steps. */
export const gradients = `
create table runGradients (
  run integer not null references runs (id) on delete cascade,
  step integer not null,
  sizes text not null,
  primary key (run, step)
) strict;
`;
