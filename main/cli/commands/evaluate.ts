import { resolve } from 'node:path';
import { type Evaluation, evaluation, type NumberEvaluation } from '#app/contract/evaluations.ts';
import { meantColumn } from '#app/data/columns/meant-column.ts';
import { headNames } from '#app/data/tables/of-head.ts';
import { appError } from '#app/errors.ts';
import type { NumberScore } from '#app/runs/number-scores.ts';
import type { CoreCommand, Given, Session } from '../command.ts';
import { skippedLines } from '../import-outcome.ts';
import { numberReport } from '../number-report.ts';
import { percent, table } from '../table.ts';
import { idOf, textOf, wholeOf } from '../values.ts';
import { jobResult } from '../wait.ts';

/** Rows are what an image is, columns what the run said. */
function confusionTable({ classes, confusion }: Evaluation): string {
  const rows = classes.map((name, at) => ({ name, counts: confusion[at] ?? [] }));
  return table(rows, [
    { head: 'is ↓  said →', cell: ({ name }) => name },
    ...classes.map((head, at) => ({ head, right: true, cell: ({ counts }: (typeof rows)[number]) => counts[at] ?? 0 })),
  ]);
}

/** The run among what it should beat, on the same items. */
function besideText({ run, accuracy, macroF1, perplexity, baselines }: Evaluation): string {
  return table(
    [{ title: `Run ${run}`, accuracy, macroF1, perplexity }, ...baselines],
    [
      { head: 'on the same items', cell: ({ title }) => title },
      { head: 'accuracy', right: true, cell: (each) => percent(each.accuracy) },
      perplexity === null
        ? { head: 'mean F1', right: true, cell: (each) => (each.macroF1 === null ? '' : percent(each.macroF1)) }
        : { head: 'perplexity', right: true, cell: (each) => each.perplexity?.toFixed(2) ?? '' },
    ],
  );
}

/** The heads of what a run answers; none where it is all of one kind. */
async function answeredHeads(session: Session, run: number): Promise<{ name: string; unit: string | null }[]> {
  const { table } = await session.call('datasets.ofRun', { run });
  return headNames({ table }).map((name) => ({ name, unit: table?.columns.find((column) => column.name === name)?.unit ?? null }));
}

const stepWords = { class: 'items', tags: 'words', next: 'tokens', labels: 'items', numbers: 'items' };

function textFor(result: Evaluation): string {
  const about = result.part === 'folder' || result.part === 'file' ? result.folder : `the ${result.part} part`;
  const where = `${(result.steps ?? result.items).toLocaleString('en')} ${stepWords[result.answers]} of ${about}`;
  if (result.score !== null && result.numbers !== null) {
    const report = numberReport(result.run, where, result.score, result.numbers);
    return result.skipped.length === 0 ? report : [report, '', ...skippedLines(result.skipped)].join('\n');
  }
  const curve = result.rocAuc === null ? '' : `, area under the ROC curve ${result.rocAuc.toFixed(3)}`;
  const lines = [
    `Accuracy ${percent(result.accuracy)} on ${where} (majority, always the most frequent answer: ${percent(result.majority)})`,
  ];
  if (result.perplexity !== null) lines.push(`Perplexity ${result.perplexity.toFixed(2)}`);
  if (result.macroF1 !== null) lines.push(`Mean F1 of the classes ${percent(result.macroF1)}${curve}`);
  if (result.perClass.length > 0)
    lines.push(
      '',
      table(result.perClass, [
        { head: 'class', cell: ({ name }) => name },
        { head: 'items', right: true, cell: ({ items }) => items },
        { head: 'precision', right: true, cell: ({ precision }) => percent(precision) },
        { head: 'recall', right: true, cell: ({ recall }) => percent(recall) },
        { head: 'F1', right: true, cell: ({ f1 }) => percent(f1) },
      ]),
    );
  if (result.baselines.length > 0) lines.push('', besideText(result));
  if (result.confusion.length > 0 && result.classes.length <= 12) lines.push('', confusionTable(result));
  if (result.skipped.length > 0) lines.push('', ...skippedLines(result.skipped));
  return lines.join('\n');
}

const takes = 'RUN [--head COLUMN] [--images FOLDER | --file FILE [--text COLUMN] [--label COLUMN[,COLUMN]]] [--origins N]';

export const evaluate: CoreCommand = {
  name: 'evaluate',
  takes,
  summary: 'measure a run on items it has not seen',
  details:
    'On the test part of its dataset, on a folder of images with one subfolder a class, or on a file with what is right: texts with a label each (CSV, TSV, JSON lines or a folder of .txt files), or of a run on a table or series rows with all of its columns (Parquet too).\nA file is judged with what was fitted in training. Rows that cannot be judged are listed. Beside a run stand plain baselines, fitted to its training part.\nWith --origins a run on series forecasts its whole horizon from N origins that roll through the part, equally far apart, as it is: nothing is fitted anew. The error is told by origin and by step ahead.',
  examples: [
    'unfold evaluate 1',
    'unfold evaluate 1 --images new-photos/',
    'unfold evaluate 2 --file new-reviews.csv',
    'unfold evaluate 3 --file new-houses.csv --label price',
    'unfold evaluate 4 --origins 10',
  ],
  options: {
    head: { value: 'COLUMN', help: 'of a run with several answers: the one that is judged; each of them otherwise' },
    images: { value: 'FOLDER', help: 'another folder of images, one subfolder a class' },
    file: { value: 'FILE', help: 'other texts, rows or series, read as the import reads them' },
    text: { value: 'COLUMN', help: 'the column of the file with the texts' },
    label: { value: 'COLUMN[,COLUMN]', help: 'the column of the file with what is right, where it is called otherwise' },
    origins: { value: 'N', help: 'of a run on series: forecast from N rolling origins alone, 2 or more' },
  },
  words: [1, 1],
  async run(session, [asked = ''], given) {
    const run = idOf('run', asked);
    const origins = wholeOf(given, 'origins', 2);
    const wished = textOf(given, 'head');
    const known = await answeredHeads(session, run);
    const head = wished && (meantColumn(known, wished) ?? wished);
    if (head === undefined && known.length > 0 && given.label !== undefined)
      throw appError('usage-wrong', {
        problem: `--label names the column of one answer; run ${run} has ${known.length}: say which with --head.`,
        usage: `unfold evaluate ${takes}`,
      });
    const heads = head === undefined ? known.map(({ name }) => name) : [head];
    const results: Evaluation[] = [];
    for (const each of heads.length === 0 ? [undefined] : heads) {
      const asked = { run, ...groundOf(given), ...(origins !== undefined && { origins }), ...(each !== undefined && { head: each }) };
      const job = await jobResult(session, (await session.call('evaluations.run', asked)).job);
      if (job.state === 'cancelled') return { json: { run, state: 'cancelled' }, text: 'The evaluation was stopped.', code: 130 };
      results.push(evaluation.parse(job.result));
    }
    const [first] = results;
    if (first !== undefined && (heads.length === 0 || head !== undefined)) return { json: jsonOf(first), text: textFor(first) };
    return {
      json: { heads: Object.fromEntries(results.map((result) => [result.head, jsonOf(result)])) },
      text: results.map((result) => `${result.head}\n\n${textFor(result)}`).join('\n\n'),
    };
  },
};

function jsonOf(result: Evaluation): object {
  if (result.score !== null && result.numbers !== null) return numbersJson(result, result.score, result.numbers);
  const { accuracy, macroF1, perplexity, rocAuc, loss, items, steps, majority, part, baselines, classes, perClass, confusion, skipped } =
    result;
  return {
    accuracy,
    macroF1,
    perplexity,
    rocAuc,
    perClass,
    confusion,
    classes,
    loss,
    items,
    steps,
    part,
    majority,
    baselines,
    skipped,
  };
}

/** Figures of numbers first, and those of plain answers as flat as they are. */
function numbersJson(
  { loss, items, part, skipped }: Evaluation,
  score: NumberScore,
  { baselines, points: _, ...numbers }: NumberEvaluation,
): object {
  return {
    ...score,
    loss,
    items,
    part,
    ...numbers,
    skipped,
    baselines: baselines.map(({ name, title, score: own }) => ({ name, title, ...own })),
  };
}

/** Other data than the run's own, where it is asked for. */
function groundOf(given: Given): { folder?: string; file?: string; columns?: { text?: string; label?: string } } {
  const [folder, file, text, label] = ['images', 'file', 'text', 'label'].map((name) => textOf(given, name));
  const wrong = (problem: string) => appError('usage-wrong', { problem, usage: `unfold evaluate ${takes}` });
  if (folder !== undefined && file !== undefined) throw wrong('evaluate takes --images or --file, not both.');
  if (file === undefined && (text !== undefined || label !== undefined)) throw wrong('--text and --label name columns of a --file.');
  if (folder !== undefined) return { folder: resolve(folder) };
  if (file === undefined) return {};
  return { file: resolve(file), columns: { ...(text === undefined ? {} : { text }), ...(label === undefined ? {} : { label }) } };
}
