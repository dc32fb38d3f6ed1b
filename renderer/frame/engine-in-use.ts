import type { EngineStatus, Settings } from '#app/contract/system.ts';

/** The engine a run would be trained on now, in words: "TensorFlow CPU", and why. Null until the core has told. */
export function engineInUse(
  engines: readonly EngineStatus[] | undefined,
  choice: Settings['engine'] = 'auto',
): { title: string; note: string } | null {
  if (engines === undefined) return null;
  const ready = engines.filter((engine) => engine.ready);
  const chosen =
    (choice === 'auto' ? undefined : ready.find((engine) => engine.name === choice)) ??
    ready.find((engine) => engine.name === 'tensorflow') ??
    ready[0];
  if (chosen === undefined) return null;
  const device = chosen.devices.at(-1);
  const short = device === undefined ? '' : /gpu|cuda/i.test(device) ? ' GPU' : /cpu/i.test(device) ? ' CPU' : '';
  return {
    title: `${chosen.name === 'tensorflow' ? 'TensorFlow' : 'Portable'}${chosen.name === 'tensorflow' ? short : ''}`,
    note: `${chosen.title}${chosen.version === null ? '' : ` ${chosen.version}`}: new runs train on it. Open Settings for engines.`,
  };
}
