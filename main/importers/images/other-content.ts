import { isUtf8 } from 'node:buffer';

/** Says what lies in a file that is no image we read: "text", "a PDF", "something unknown". */
export function otherContent(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 16);
  if (start.startsWith('%PDF')) return 'a PDF';
  if (start.startsWith('PK\x03\x04')) return 'a zip archive';
  if (start.startsWith('II+\0') || start.startsWith('MM\0+')) return 'a BigTIFF, which Unfold does not read';
  if (start.slice(4, 8) === 'ftyp')
    return /avi[fs]/.test(start.slice(8, 12)) ? 'an AVIF image, which Unfold does not read' : 'a HEIF image or a video';
  const sample = bytes.subarray(0, 4096);
  if (sample.every((byte) => byte === 0)) return 'nothing but zeros';
  if (!isText(sample)) return 'something unknown';
  return /^\uFEFF?\s*(<\?xml[\s\S]*?)?<svg\b/i.test(sample.toString('utf8')) ? 'an SVG drawing, which Unfold does not read' : 'text';
}

/** UTF-8 without control characters; the sample may end within a character. */
function isText(sample: Buffer): boolean {
  const control = (byte: number) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
  return !sample.some(control) && [0, 1, 2, 3].some((cut) => isUtf8(sample.subarray(0, sample.length - cut)));
}
