import { FileGone, readImageFile } from '../images/image-file.ts';
import { ImageProblem } from '../images/problem.ts';
import { Decoding, type Encoding } from './decoding.ts';
import { detectEncoding } from './encoding.ts';
import { valueProblem } from './values.ts';

/** A larger file is not one text of many. */
const mostBytes = 8e6;

/** The text of one small file with its size, or why it is none; `gone`: the file, or its folder, is not there any more. */
export type WholeText = { text: string; bytes: number } | { reason: string } | { reason: string; gone: true };

/** Reads a file as one text; a pipe or a device is not waited for. */
export function readWholeText(path: string, encoding?: Encoding): WholeText {
  try {
    const { bytes, size } = readImageFile(path, mostBytes);
    if (size > mostBytes) return { reason: `it has ${Math.round(size / 1e6)} MB, more than ${mostBytes / 1e6}` };
    if (bytes.length < size) return { reason: 'it was changed while it was read' };
    if (size === 0) return { reason: 'it is empty' };
    const found = detectEncoding([bytes]);
    if ('other' in found) return { reason: `it must be text; got ${found.other}` };
    const mark = encoding === undefined || encoding === found.name ? found.mark : 0;
    const text = new Decoding(encoding ?? found.name).decode(bytes.subarray(mark), true);
    const problem = valueProblem(text);
    return problem === null ? { text, bytes: size } : { reason: problem };
  } catch (error) {
    if (error instanceof FileGone) return { reason: error.message, gone: true };
    if (error instanceof ImageProblem) return { reason: error.message };
    throw error;
  }
}
