/** Errors of importing and looking at data. */
export const dataErrors = {
  'folder-missing': (f: { folder: string }) => ({
    message: `The folder must exist; ${f.folder} does not.`,
    remedy: 'Choose another folder, or plug the drive in and try again.',
  }),
  'folder-closed': (f: { folder: string }) => ({
    message: `The folder must be open to you; the system lets nobody here read ${f.folder}.`,
    remedy: 'Choose another folder, or change its permissions.',
  }),
  'folder-empty': (f: { folder: string }) => ({
    message: `The folder must hold images; ${f.folder} has none.`,
    remedy: 'Put one subfolder a class with its images into it, then import again.',
  }),
  'classes-too-few': (f: { got: number; folder: string }) => ({
    message: `There must be 2 classes or more; got ${f.got} in ${f.folder}.`,
    remedy: 'Choose the folder above the class folders: one subfolder a class.',
  }),
  'class-too-small': (f: { name: string; got: number }) => ({
    message: `A class must have 3 images or more; got ${f.got} in "${f.name}".`,
    remedy: 'Add images to it, or leave the class out.',
  }),
  'image-unreadable': (f: { file: string; reason: string }) => ({
    message: `${f.file} must be an image; ${f.reason}.`,
    remedy: 'Take another file: PNG, JPEG, WebP, BMP, TIFF or GIF.',
  }),
  'dataset-not-ready': (f: { name: string; state: string }) => ({
    message: `The data must be imported whole; "${f.name}" is ${f.state}.`,
    remedy: 'Wait for the import to end, or press Resume.',
  }),
  'dataset-damaged': (f: { folder: string; problem: string }) => ({
    message: `The images in ${f.folder} must be as the import left them; ${f.problem}.`,
    remedy: 'Import the folder again.',
  }),
  'folder-vanished': (f: { folder: string }) => ({
    message: `${f.folder} went away while it was read.`,
    remedy: 'Bring it back and press Resume: what was read is kept.',
  }),
  'classes-unknown': (f: { folder: string; known: string; got: string }) => ({
    message: `Subfolders of ${f.folder} must be named like the model's classes (${f.known}); got ${f.got}.`,
    remedy: 'Put images of a class into a subfolder of its name, or use "Predict a folder", which needs no classes.',
  }),
  'vocabulary-empty': (f: { texts: number; leastCount: number }) => ({
    message: `The texts must have tokens that occur ${f.leastCount} times or more; got none in ${f.texts} texts.`,
    remedy: 'Choose the column with the texts, lower the least count, or keep the stop words.',
  }),
  'vectors-unreadable': (f: { file: string; line: number; problem: string }) => ({
    message: `${f.file} must have a word and its numbers in each line; line ${f.line} ${f.problem}.`,
    remedy: 'Fetch the file anew, or choose another: GloVe, word2vec (as text) or FastText (.vec).',
  }),
  'vectors-empty': (f: { file: string }) => ({
    message: `${f.file} must hold word vectors; it has none.`,
    remedy: 'Choose another file: GloVe, word2vec (as text) or FastText (.vec).',
  }),
  'vectors-too-many': (f: { file: string; codes: number; dimension: number; most: number }) => ({
    message: `Word vectors must be ${f.most} numbers at most; got ${f.codes} words of ${f.dimension} numbers each from ${f.file}.`,
    remedy: 'Make the vocabulary smaller, or choose a file with shorter vectors.',
  }),
} as const;
