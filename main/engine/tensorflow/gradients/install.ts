import { tf } from '../../tfjs.ts';
import { gradients } from './index.ts';

/** Puts our gradients in the place of tfjs' own and returns how to put those back: the registry is one for all backends. */
export function useGradients(): () => void {
  const stock = gradients.map(({ kernelName }) => tf.getGradient(kernelName));
  for (const gradient of gradients) replace(gradient);
  return () => {
    for (const gradient of stock) replace(gradient);
  };
}

function replace(gradient: ReturnType<typeof tf.getGradient>): void {
  tf.unregisterGradient(gradient.kernelName);
  tf.registerGradient(gradient);
}
