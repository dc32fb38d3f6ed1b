import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { Core } from '../core.ts';
import { endNotice, Training } from './training.ts';

/** Shows training outside the window: keeps the machine awake, a bar on the task bar or dock, a note when nobody looks. */
export async function showTraining(core: Core, window: () => BrowserWindow | null): Promise<Training> {
  const listed = await core.call('runs.list', {}, { door: 'desktop' });
  // The core has parsed its answer with the contract's schema of this name.
  const training = new Training(listed.ok ? (listed.value as { runs: ConstructorParameters<typeof Training>[0] }).runs : []);
  let awake: number | null = null;
  const show = () => {
    const { busy, progress, paused } = training.shown;
    if (busy && awake === null) awake = powerSaveBlocker.start('prevent-app-suspension');
    if (!busy && awake !== null) {
      powerSaveBlocker.stop(awake);
      awake = null;
    }
    window()?.setProgressBar(progress ?? -1, { mode: progress === null ? 'none' : paused ? 'paused' : 'normal' });
  };
  core.subscribe((event) => {
    const { changed, ended } = training.take(event);
    if (changed) show();
    const notice = ended === null || window()?.isFocused() ? null : endNotice(ended);
    if (notice !== null && Notification.isSupported()) new Notification(notice).show();
  });
  show();
  return training;
}
