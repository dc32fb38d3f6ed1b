/**
 * Runs whose answers are numbers: a figure is an accuracy or an error, as the run's measure says; what was there before are accuracies.
 * The one loss that there was is none to choose any more. Kept news of runs is let go: who missed it asks anew.
 */
export const numbers = `
alter table runs rename column majority to baseline;
alter table runs add column measure text not null default 'accuracy';
update runs set config = json_remove(config, '$.loss') where json_valid(config);
alter table runEpochs rename column trainAccuracy to trainFigure;
alter table runEpochs rename column validationAccuracy to validationFigure;
alter table runSteps rename column accuracy to figure;
update events set json = null where object like 'run %';
`;
