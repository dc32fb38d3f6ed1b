import { AppError } from '#app/errors.ts';
import type { Probed } from './probed.ts';
import { openTensorflow } from './tensorflow/index.ts';

/* Loads TensorFlow from the folder named as argument, says what came of it, and ends. A crash ends nothing else. */
const [folder = ''] = process.argv.slice(2);

async function probe(): Promise<Probed> {
  try {
    const engine = await openTensorflow({ folder });
    const { version, device, note } = engine.facts;
    engine.dispose();
    return { ok: true, version, device, note };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, message: error.message };
    throw error;
  }
}

const answer = await probe();
process.send?.(answer, () => process.disconnect());
