import { build } from './setup/build.mjs';
import { alone } from './setup/lock.mjs';
import { failed, prepare } from './setup/prepare.mjs';

/** `npm run build`: builds out/ anew, whatever lies there. */
prepare({ built: false })
  .then(() => alone(() => build({ force: true })))
  .catch(failed);
