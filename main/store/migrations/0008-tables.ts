/** What was found in tables and series: JSON, null of other kinds of data. */
export const tables = `
alter table datasets add column facts text;
`;
