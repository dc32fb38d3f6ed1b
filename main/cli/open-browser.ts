import { spawn } from 'node:child_process';

/** How this system opens an address; null where nobody would see it. */
export function opener(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): readonly [program: string, ...before: string[]] | null {
  if (platform === 'darwin') return ['open'];
  // `start` would be a word of the shell, and an address must never be one: & and ? mean something there.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Opens an address in the user's browser where there is one; never fails, the address stands in the terminal anyway. */
export function openBrowser(address: string): void {
  const found = opener(process.platform, process.env);
  if (found === null) return;
  const [program, ...before] = found;
  const child = spawn(program, [...before, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
