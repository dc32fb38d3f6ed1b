import type { Dataset } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import { runConfig, usualBatch } from '#app/runs/config.ts';
import { suggestedEpochs } from '#app/runs/suggested-epochs.ts';
import type { Client } from '#renderer/client.ts';
import type { Editor } from './editor.svelte.ts';

/** After the last save, until the core is asked: several edits are one question. Milliseconds. */
const delay = 250;

/** What training the model as it stands would take with the settings a new run begins with; asked anew after each save. */
export class Forecast {
  #need = $state.raw<CallOutput<'runs.forecast'> | null>(null);

  constructor(client: Client, editor: Editor, model: number, dataset: () => Dataset | null) {
    $effect(() => {
      const data = dataset();
      const asked = editor.saves.count;
      if (data === null || !editor.analysis.ok || asked < 0) {
        this.#need = null;
        return;
      }
      const config = runConfig.parse({ batchSize: Math.max(1, Math.min(usualBatch, data.parts.train)) });
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

  /** Null until known, and while the model cannot be trained. */
  get need(): CallOutput<'runs.forecast'> | null {
    return this.#need;
  }
  /** Epochs that a new run begins with, and how long they take; null until this machine has measured a step. Seconds. */
  get whole(): { epochs: number; seconds: number } | null {
    if (this.#need?.secondsPerStep == null) return null;
    const epoch = this.#need.secondsPerStep * this.#need.stepsPerEpoch;
    const epochs = suggestedEpochs(epoch);
    return { epochs, seconds: epoch * epochs };
  }
}
