/** Which of several heads an evaluation is about, and the figures of all of them after an epoch (JSON); null of models that answer in one way. */
export const heads = `
alter table evaluations add column head text;
alter table runEpochs add column validationHeads text;
`;
