import { run } from './child.mjs';
import { findProgram } from './programs.mjs';
import { during } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];

/** A Chromium that is on this machine; null where there is none. */
export const findChromium = () => process.env.UNFOLD_CHROMIUM ?? findProgram(...names);

/** A Chromium for the browser tests: one on PATH, else Debian's package where we may install it; null where there is none. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  const apt = findProgram('apt-get');
  if (apt === null || process.getuid?.() !== 0) return null;
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run(apt, ['install', '-y', '--no-install-recommends', 'chromium'], { env: environment, timeout: 6 * 60_000 });
  try {
    await during('Installing Chromium for the browser tests', async () => {
      if ((await install()).code === 0) return;
      await run(apt, ['update', '-q'], { env: environment, timeout: 3 * 60_000 });
      const result = await install();
      if (result.code !== 0) throw new Error(result.output);
    });
  } catch {
    return null;
  }
  return findChromium();
}
