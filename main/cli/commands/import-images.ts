import { resolve } from 'node:path';
import { type ImagePreprocessing, imageChannels, type SplitSettings } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import type { CoreCommand, Given, Session } from '../command.ts';
import { importText, reportOf } from '../import-outcome.ts';
import { splitOf, splitOptions } from '../split-option.ts';
import { choiceOf, textOf } from '../values.ts';
import { jobResult } from '../wait.ts';

const takes = 'FOLDER [--name N] [--size 32x32] [--channels rgb|gray] [--split 80/10/10] [--seed S]';

const usage = `unfold import images ${takes}`;

function sizeOf(given: Given): Partial<ImagePreprocessing> {
  const text = textOf(given, 'size');
  if (text === undefined) return {};
  const [, width, height] = /^(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  if (width === undefined) {
    const problem = `--size must be WIDTHxHEIGHT in pixels, 32x32; got "${text}".`;
    throw appError('usage-wrong', { problem, usage });
  }
  return { width: Number(width), height: Number(height ?? width) };
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
    ...splitOptions,
  },
  words: [1, 1],
  async run(session, [folder = ''], given) {
    const size = sizeOf(given);
    const split = splitOf(given, usage);
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
    return {
      json: report,
      text: importText(
        report,
        { items: 'images', counted: 'images', class: 'class', classes: 'classes' },
        `unfold train ${report.dataset} --model small-cnn`,
      ),
    };
  },
};
