import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.mjs';
import { say } from './say.mjs';

/** Outside the checkout: installing empties node_modules, building empties out. */
const place = join(
  tmpdir(),
  `unfold-setup-${createHash('sha256').update(`${userInfo().username}\0${root}`).digest('hex').slice(0, 16)}.pid`,
);

const holder = () => {
  try {
    return Number(readFileSync(place, 'utf8'));
  } catch {
    return 0;
  }
};

/** Long after any installation its number may belong to another program. */
const outlived = () => Date.now() - statSync(place).mtimeMs > 45 * 60_000;

const alive = (pid) => {
  try {
    return pid > 0 && process.kill(pid, 0) && !outlived();
  } catch (error) {
    return error.code === 'EPERM';
  }
};

async function acquire() {
  let told = false;
  for (;;) {
    try {
      writeFileSync(place, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = holder();
    if (!alive(pid)) {
      // Moved aside before it is thrown away: of two that find it stale only one can move it, and the other looks again.
      const aside = `${place}.${process.pid}`;
      await sleep(50 + Math.random() * 100);
      if (holder() !== pid) continue;
      try {
        renameSync(place, aside);
        unlinkSync(aside);
      } catch {}
      continue;
    }
    if (!told) say('Another Unfold is setting up this checkout; waiting for it …');
    told = true;
    await sleep(250);
  }
}

let depth = 0;

/** Does `work` while no other process installs or builds in this checkout. */
export async function alone(work) {
  if (depth++ === 0) await acquire();
  try {
    return await work();
  } finally {
    if (--depth === 0) unlinkSync(place);
  }
}
