import { build } from './build.mjs';
import { installDependencies } from './dependencies.mjs';
import { alone } from './lock.mjs';

/** Installs and builds what is missing, one process at a time. */
export const prepare = ({ built = true } = {}) =>
  alone(async () => {
    await installDependencies();
    if (built) await build();
  });

/** Ends the program with the error in words, without a stack: what a person can do stands in the message. */
export const failed = (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
};
