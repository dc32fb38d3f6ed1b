import { resolve } from 'node:path';
import { type ImportReport, importReport } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import { type ImagePreprocessing, imageChannels, type SplitSettings } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand, Given, Session } from '../command.ts';
import { table } from '../table.ts';
import { choiceOf, textOf, wholeOf } from '../values.ts';
import { jobResult } from '../wait.ts';

const takes = 'FOLDER [--name N] [--size 32x32] [--channels rgb|gray] [--split 80/10/10] [--seed S]';

const wrong = (problem: string) => appError('usage-wrong', { problem, usage: `unfold import images ${takes}` });

function sizeOf(given: Given): Partial<ImagePreprocessing> {
  const text = textOf(given, 'size');
  if (text === undefined) return {};
  const [, width, height] = /^(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  if (width === undefined) throw wrong(`--size must be WIDTHxHEIGHT in pixels, 32x32; got "${text}".`);
  return { width: Number(width), height: Number(height ?? width) };
}

function splitOf(given: Given): Partial<SplitSettings> {
  const text = textOf(given, 'split');
  const seed = wholeOf(given, 'seed', 0);
  const seeded = seed === undefined ? {} : { seed };
  if (text === undefined) return seeded;
  const shares = /^(\d+)\/(\d+)\/(\d+)$/.exec(text)?.slice(1).map(Number);
  if (shares === undefined || shares.reduce((sum, share) => sum + share, 0) !== 100) {
    throw wrong(`--split must be the percentages TRAIN/VALIDATION/TEST that add up to 100, 80/10/10; got "${text}".`);
  }
  const [train = 0, validation = 0, test = 0] = shares;
  return { ...seeded, train, validation, test, given: false };
}

type Chosen = { folder: string; name: string; preprocessing: ImagePreprocessing; split: SplitSettings };

const same = (one: object, other: object): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/** Goes on with an import of the same folder, settings and name that was cut off; else begins one. */
async function begin(session: Session, chosen: Chosen): Promise<number> {
  const { datasets } = await session.call('datasets.list', {});
  const cutOff = datasets.find(
    (each) =>
      each.state === 'incomplete' &&
      each.source === chosen.folder &&
      each.name === chosen.name &&
      same(each.preprocessing, chosen.preprocessing) &&
      same(each.split, chosen.split),
  );
  if (cutOff === undefined) return (await session.call('datasets.importImages', chosen)).job;
  session.progress.say(`Going on with dataset ${cutOff.id}, which was cut off.`);
  return (await session.call('datasets.resumeImport', { dataset: cutOff.id })).job;
}

/** The job's result as the contract says it, checked: it crossed the wire as "unknown". */
const reportOf = (job: CallOutput<'jobs.get'>): ImportReport => importReport.parse(job.result);

function textFor({ dataset, items, classes, skipped, duplicates }: ImportReport): string {
  const lines = [
    `Dataset ${dataset}: ${items.toLocaleString('en')} images in ${classes.length} classes`,
    '',
    table(classes, [
      { head: 'class', cell: ({ name }) => name },
      { head: 'images', right: true, cell: (each) => each.items.toLocaleString('en') },
    ]),
  ];
  if (skipped.length > 0) lines.push('', `Skipped ${skipped.length}:`, ...some(skipped, ({ path, reason }) => `${path}: ${reason}`));
  if (duplicates.length > 0) lines.push('', `Copies ${duplicates.length}:`, ...some(duplicates, ({ path, of }) => `${path} is ${of}`));
  return [...lines, '', `Go on with: unfold train ${dataset} --model small-cnn`].join('\n');
}

function some<T>(list: readonly T[], tell: (each: T) => string): string[] {
  const shown = list.slice(0, 20).map((each) => `  ${tell(each)}`);
  return list.length > shown.length ? [...shown, `  and ${list.length - shown.length} more (--json lists all)`] : shown;
}

export const importImages: CoreCommand = {
  name: 'import images',
  takes,
  summary: 'make a dataset of a folder with one subfolder a class',
  details:
    'The folder holds one subfolder a class, or train/ val/ test/ above them, or images and a CSV with "file,label".\nUnreadable files are listed and skipped. An import that was cut off goes on with the same command.',
  examples: ['unfold import images flowers/', 'unfold import images digits/ --size 28x28 --channels gray --split 70/15/15 --seed 1'],
  options: {
    name: { value: 'N', help: 'what to call it; the name of the folder otherwise' },
    size: { value: '32x32', help: 'width and height that every image gets, in pixels' },
    channels: { value: 'rgb|gray', help: 'colour or grey' },
    split: { value: '80/10/10', help: 'percent for training, validation and test' },
    seed: { value: 'S', help: 'of the draw that splits; the same seed draws the same' },
  },
  words: [1, 1],
  async run(session, [folder = ''], given) {
    const size = sizeOf(given);
    const split = splitOf(given);
    const channels = choiceOf(given, 'channels', imageChannels.options);
    const scanned = await session.call('datasets.scan', { folder: resolve(folder) });
    const job = await jobResult(
      session,
      await begin(session, {
        folder: scanned.folder,
        name: textOf(given, 'name') ?? scanned.suggested.name,
        preprocessing: { ...scanned.suggested.preprocessing, ...size, ...(channels === undefined ? {} : { channels }) },
        split: { ...scanned.suggested.split, ...split },
      }),
    );
    if (job.state === 'cancelled') {
      const text = 'The import was stopped; what was read is kept. The same command goes on with it.';
      return { json: { dataset: job.subject, state: 'cancelled' }, text, code: 130 };
    }
    const report = reportOf(job);
    return { json: report, text: textFor(report) };
  },
};
