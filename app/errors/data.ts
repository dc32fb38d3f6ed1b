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
  'folder-without-data': (f: { folder: string }) => ({
    message: `The folder must hold images or texts; ${f.folder} has neither.`,
    remedy: 'Choose a folder with one subfolder a class, or a file: CSV, TSV, JSON lines, Parquet, plain text.',
  }),
  'classes-too-few': (f: { got: number; folder: string }) => ({
    message: `There must be 2 classes or more; got ${f.got} in ${f.folder}.`,
    remedy: 'Choose the folder above the class folders: one subfolder a class.',
  }),
  'class-too-small': (f: { name: string; got: number; what: string }) => ({
    message: `A class must have 3 ${f.what} or more; got ${f.got} in "${f.name}".`,
    remedy: `Add ${f.what} to it, or leave the class out.`,
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
    message: `The data in ${f.folder} must be as the import left them; ${f.problem}.`,
    remedy: 'Import them again.',
  }),
  'folder-vanished': (f: { folder: string }) => ({
    message: `${f.folder} went away while it was read.`,
    remedy: 'Bring it back and press Resume: what was read is kept.',
  }),
  'classes-unknown': (f: { folder: string; known: string; got: string }) => ({
    message: `Subfolders of ${f.folder} must be named like the model's classes (${f.known}); got ${f.got}.`,
    remedy: 'Put images of a class into a subfolder of its name, or use "Predict a folder", which needs no classes.',
  }),
  'class-unknown': (f: { run: string; known: string; got: string }) => ({
    message: `The class must be one that ${f.run} answers with (${f.known}); got "${f.got}".`,
    remedy: 'Name one of these, or none: then it is the class that is answered.',
  }),
  'labels-missing': (f: { file: string; known: string }) => ({
    message: `Texts to be judged must have a label each; no column of ${f.file} looks like one${f.known === '' ? '' : `: it has ${f.known}`}.`,
    remedy: 'Name the column with the labels, or choose a table, JSON lines, or a folder with one subfolder a class.',
  }),
  'labels-unknown': (f: { file: string; known: string; got: string }) => ({
    message: `Labels must be the model's classes (${f.known}); got ${f.got} in ${f.file}.`,
    remedy: 'Choose the column with the labels that the run was trained on, or another file.',
  }),
  'data-other': (f: { run: string; must: string; got: string }) => ({
    message: `${f.run} must be asked about ${f.must}; got ${f.got}.`,
    remedy: `Choose a run that was trained on ${f.got}.`,
  }),
  'text-answers-other': (f: { file: string; got: string; why: string }) => ({
    message: `What is learned must be in the file; ${f.file} cannot teach "${f.got}". ${f.why}.`,
    remedy: 'Choose what else to learn from it, or say that the file is of another kind.',
  }),
  'labels-too-many': (f: { column: string; got: number; most: number }) => ({
    message: `A label must be one of ${f.most.toLocaleString('en')} classes or fewer; got more than ${f.got.toLocaleString('en')} different ones in "${f.column}".`,
    remedy: 'Choose a column of fewer kinds, which names the class.',
  }),
  'text-prepare-ended': (f: { why: string }) => ({
    message: `The process that prepares the texts must come to its end; it ${f.why}.`,
    remedy: 'Try again; with a smaller vocabulary it takes less memory.',
  }),
  'vocabulary-empty': (f: { texts: number; leastCount: number }) => ({
    message: `The texts must have tokens that occur ${f.leastCount.toLocaleString('en')} times or more; got none in ${f.texts.toLocaleString('en')} texts.`,
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
  'file-missing': (f: { file: string }) => ({
    message: `The file must exist; ${f.file} does not.`,
    remedy: 'Choose another file, or plug the drive in and try again.',
  }),
  'file-closed': (f: { file: string }) => ({
    message: `The file must be open to you; the system lets nobody here read ${f.file}.`,
    remedy: 'Choose another file, or change its permissions.',
  }),
  'text-file-empty': (f: { file: string }) => ({
    message: `The file must hold rows or texts; ${f.file} is empty.`,
    remedy: 'Choose another file.',
  }),
  'text-file-other': (f: { file: string; got: string }) => ({
    message: `${f.file} must be a file of text; got ${f.got}.`,
    remedy: 'Save it as CSV, JSON lines or plain text, then choose that file.',
  }),
  'text-file-changed': (f: { file: string }) => ({
    message: `${f.file} must stay as it is while it is read; it was changed.`,
    remedy: 'Wait until it is written, then choose it again.',
  }),
  'text-no-rows': (f: { file: string; got: string }) => ({
    message: `${f.file} must hold rows; ${f.got}.`,
    remedy: 'Look into the file: there must be rows, below the names of the columns.',
  }),
  'text-row-too-long': (f: { file: string; most: number }) => ({
    message: `A row must have ${f.most} characters or fewer; the first one of ${f.file} does not end.`,
    remedy: 'If it is one long text without rows, import it as that.',
  }),
  'table-too-wide': (f: { file: string; got: number; most: number }) => ({
    message: `A table must have ${f.most} columns or fewer; got ${f.got} in ${f.file}.`,
    remedy: 'Keep the columns that are needed, or choose another delimiter.',
  }),
  'header-unreadable': (f: { file: string; reason: string }) => ({
    message: `The first row of ${f.file} must name the columns; it cannot be read: ${f.reason}.`,
    remedy: 'Mend that row, or say that there are no names.',
  }),
  'column-unknown': (f: { file: string; column: string; known: string }) => ({
    message: `There must be a column "${f.column}"; got ${f.known} in ${f.file}.`,
    remedy: 'Choose one of these.',
  }),
  'column-twice': (f: { column: string }) => ({
    message: `Text and label must be two columns; got "${f.column}" for both.`,
    remedy: 'Choose another label, or import the texts without labels.',
  }),
  'json-no-lines': (f: { file: string }) => ({
    message: `${f.file} must hold one JSON object a line; got a list.`,
    remedy: 'Save it as JSON lines (.jsonl) or CSV.',
  }),
  'tags-missing': (f: { file: string }) => ({
    message: `Lines of ${f.file} must hold a word and its tag, with a space or a tab between; got one column.`,
    remedy: 'Add the tags, or import it as one long text.',
  }),
  'folder-without-texts': (f: { folder: string }) => ({
    message: `The folder must hold texts; ${f.folder} has no .txt file.`,
    remedy: 'Put one subfolder a class with its .txt files into it, then import again.',
  }),
  'folder-too-large': (f: { folder: string; most: number }) => ({
    message: `The folder must hold ${f.most} files or fewer; ${f.folder} has more.`,
    remedy: 'Choose a folder further down, or put the texts into one CSV file.',
  }),
  'text-reader-ended': (f: { file: string; why: string }) => ({
    message: `${f.file} must be read to its end; the process that read it ${f.why}.`,
    remedy: 'Try again. If it happens again, the file may be made to do this: choose another.',
  }),
} as const;
