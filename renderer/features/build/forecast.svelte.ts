import type { Dataset } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import { runConfig } from '#app/runs/config.ts';
import type { Client } from '#renderer/client.ts';
import type { Editor } from './editor.svelte.ts';

/** After the last save, until the core is asked: several edits are one question. Milliseconds. */
const delay = 250;

/** What training the model as it stands would take with the default settings; asked anew after each save. Null until known. */
export class Forecast {
  #need = $state.raw<CallOutput<'runs.forecast'> | null>(null);
  readonly epochs = runConfig.parse({}).epochs;

  constructor(client: Client, editor: Editor, model: number, dataset: () => Dataset | null) {
    $effect(() => {
      const data = dataset();
      const asked = editor.saves.count;
      if (data === null || !editor.analysis.ok || asked < 0) {
        this.#need = null;
        return;
      }
      const items = data.classes.reduce((sum, one) => sum + one.train, 0);
      const config = runConfig.parse({ batchSize: Math.max(1, Math.min(128, items)) });
      let late = false;
      const timer = setTimeout(async () => {
        const result = await client.call('runs.forecast', { dataset: data.id, model, config });
        if (!late) this.#need = result.ok ? result.value : null;
      }, delay);
      return () => {
        late = true;
        clearTimeout(timer);
      };
    });
  }

  get need(): CallOutput<'runs.forecast'> | null {
    return this.#need;
  }
  /** All epochs together; null until this machine has measured a step. Seconds. */
  get seconds(): number | null {
    return this.#need?.secondsPerStep == null ? null : this.#need.secondsPerStep * this.#need.stepsPerEpoch * this.epochs;
  }
}
