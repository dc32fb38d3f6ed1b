import { dieWithParent } from '#main/training/orphan-watch.ts';

/* A worker in a step of a minute: its event loop hears nothing. */
dieWithParent();
process.send?.('busy', undefined, undefined, () => {
  const end = performance.now() + 60_000;
  while (performance.now() < end);
});
