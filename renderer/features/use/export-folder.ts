/** A run's name as a folder is called on every system. */
export function folderName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase();
  return plain === '' ? 'model' : plain;
}

/** A folder of its own for a run's export, below one that somebody has chosen. */
export function below(folder: string, run: string, format: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${separator}${folderName(run)}-${format}`;
}
