/** Which of several heads an evaluation is about; null of models that answer in one way. */
export const heads = `
alter table evaluations add column head text;
`;
