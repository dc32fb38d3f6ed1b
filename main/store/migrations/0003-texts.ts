/** What fitting found in a dataset of texts. */
export const texts = `
alter table datasets add column texts text;
`;
