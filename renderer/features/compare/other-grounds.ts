import type { DataKind } from '#app/data/preprocessing.ts';
import { chooseDataFile, chooseFolder } from '#renderer/frame/choose-folder.ts';
import type { Ground } from './judging.svelte.ts';

/** What else than its own data a run can be judged on. */
interface OtherGround {
  /** The button, and what it is good for. */
  label: string;
  hint: string;
  /** Null: nothing was chosen. */
  choose(): Promise<Ground | null>;
}

const ofFile =
  (title: string, action: string): OtherGround['choose'] =>
  async () => {
    const file = await chooseDataFile(title, action);
    return file === null ? null : { file };
  };

/** By the kind of its data; of texts there is none here. */
export const otherGrounds: Readonly<Partial<Record<DataKind, OtherGround>>> = {
  images: {
    label: 'Other images',
    hint: 'How it does on images of another folder',
    async choose() {
      const folder = await chooseFolder('Choose a folder with a subfolder for each class', 'Judge these images');
      return folder === null ? null : { folder };
    },
  },
  tables: {
    label: 'Other rows',
    hint: 'How it does on the rows of a file that says what is right',
    choose: ofFile('Choose a file with the same columns, what is right among them', 'Judge these rows'),
  },
  series: {
    label: 'Other series',
    hint: 'How it does on the series of a file, as far as they go on',
    choose: ofFile('Choose a file with the same columns', 'Judge these series'),
  },
};
