/** What was found in tables and series, and how numbers were answered: JSON, null of other kinds of data. */
export const tables = `
alter table datasets add column facts text;
alter table evaluations add column numbers text;
`;
