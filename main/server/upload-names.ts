/** Bytes of a name that every file system takes. */
const longest = 200;
const deepest = 8;

const forbiddenOnWindows = /[<>:"|?*]/g;
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const control = /\p{Cc}/gu;

/** What forms make of quotes and line ends in names, undone. */
const unescaped = (name: string): string => name.replaceAll('%22', '"').replaceAll('%0D', '').replaceAll('%0A', '');

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > longest) stem = stem.slice(0, -1);
  return stem + ending;
}

/**
 * The parts of the path below an upload's folder for a name that a browser sent, `class/picture.png`; null for one that
 * names no file. Nothing of it can lead out of the folder: no separators, no dots alone, no devices.
 */
export function uploadPath(name: string, platform: NodeJS.Platform = process.platform): string[] | null {
  const parts = unescaped(name)
    .split(/[/\\]/)
    .map((part) => part.replace(control, ''))
    .map((part) => (platform === 'win32' ? part.replace(forbiddenOnWindows, '_').replace(/[. ]+$/, '') : part))
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => (platform === 'win32' && devices.test(part) ? `_${part}` : part))
    .map(shortened);
  return parts.length === 0 || parts.length > deepest ? null : parts;
}
