import { toggle } from './parameter.ts';

/** Whether token 0 marks steps that do not count, as Keras' `mask_zero`; of the blocks that take tokens. */
export const skipPadding = toggle(true, {
  label: 'Skip padding',
  help: 'Code 0 only fills up what is too short: recurrent blocks behind this one step over it, and the loss leaves it out.',
});
