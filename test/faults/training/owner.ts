import { drawProject, openTrainingWorkspace } from '#test/helpers/training-workspace.ts';

/* Owns a workspace and trains in it until it is killed; tells each epoch that its clients are told of, as a line. */
const [folder = '', epochs = '1', seed = '1'] = process.argv.slice(2);
const workspace = await openTrainingWorkspace({ folder });
workspace.context.events.subscribe((event) => {
  if (event.type === 'run')
    console.log(JSON.stringify({ pid: workspace.host.pid(event.run.id) ?? null, epochsDone: event.run.epochsDone }));
});
await workspace.start(await drawProject(workspace), { epochs: Number(epochs), seed: Number(seed) });
