import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'firefox',
  'brave-browser',
  'xdg-open',
];

/** Where browsers lie that are on nobody's PATH. */
const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/Applications/Safari.app', '/Applications/Google Chrome.app', '/Applications/Firefox.app', '/Applications/Microsoft Edge.app'],
  win32: [
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

/** The path of a browser on this machine, or null. */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...(places[process.platform] ?? [])];
  for (const candidate of candidates) {
    if (await runs(candidate)) return candidate;
  }
  return null;
}

const runs = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
