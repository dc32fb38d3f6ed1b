/** What plain ways of answering reach on the items that a run was judged on. */
export const baselines = `
alter table evaluations add column rocAuc real;
alter table evaluations add column baselines text;
alter table evaluations add column baselinesKey text;
create index evaluationsOfBaselines on evaluations (baselinesKey) where baselinesKey is not null;
`;
