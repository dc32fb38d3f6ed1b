import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledNode } from '#main/entries.ts';

/** What the machine checks must refuse; a check that lets its fixture pass has lost its teeth. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = join(root, 'test', 'fixtures');

const run = (program: string, args: string[], cwd: string) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    execFile(bundledNode(), [join(root, 'node_modules', program), ...args], { cwd, maxBuffer: 2 ** 24 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: out + err }),
    );
  });

describe('the layers', () => {
  it.each([
    ['app-is-pure', 'app/impure.ts'],
    ['app-loads-no-tfjs', 'app/impure.ts'],
    ['renderer-not-main', 'renderer/features/data/reach.ts'],
    ['renderer-no-node', 'renderer/features/data/reach.ts'],
    ['features-apart', 'renderer/features/data/reach.ts'],
    ['ui-below-features', 'renderer/ui/button.ts'],
    ['only-desktop-knows-electron', 'main/services/native.ts'],
    ['only-server-speaks-websocket', 'main/services/native.ts'],
    ['only-workers-load-native-code', 'main/services/native.ts'],
    ['no-dev-package-at-run-time', 'main/services/native.ts'],
    ['no-cycles', 'main/services/native.ts'],
  ])('%s refuses %s', async (rule, file) => {
    const { code, output } = await layers();
    expect(output).toContain(`error ${rule}: ${file}`);
    expect(code).not.toBe(0);
  });
});

let checked: ReturnType<typeof run> | undefined;
const layers = () => {
  checked ??= run(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['app', 'main', 'renderer', '--config', join(root, '.dependency-cruiser.mjs')],
    join(fixtures, 'layers'),
  );
  return checked;
};

describe('the lint', () => {
  let tree: string;
  const places = ['main/services', 'main/desktop', 'main/server', 'renderer/features'];
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'unfold-lint-'));
    for (const file of ['biome.json', '.gitignore', 'scripts/lint/one-door.grit']) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      cpSync(join(root, file), join(tree, file));
    }
    for (const place of places) cpSync(join(fixtures, 'lint', 'raw-transport.ts'), join(tree, place, 'raw-transport.ts'));
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  const lint = async (place: string) =>
    (await run('@biomejs/biome/bin/biome', ['lint', '--max-diagnostics=50', join(place, 'raw-transport.ts')], tree)).output;

  it.each(['main/services', 'renderer/features'])('refuses raw transports in %s', async (place) => {
    const output = await lint(place);
    for (const message of [
      'Only main/desktop knows Electron',
      'Only main/server speaks WebSocket',
      'Raw ipcMain',
      'Raw webContents.send',
      'Raw socket.send',
    ]) {
      expect(output).toContain(message);
    }
  });

  it.each(['main/desktop', 'main/server'])('lets the transports be in %s', async (place) => {
    expect(await lint(place)).not.toMatch(/Raw |Only main/);
  });

  it('refuses any and ! everywhere', async () => {
    for (const place of places) {
      const output = await lint(place);
      expect(output).toContain('noExplicitAny');
      expect(output).toContain('noNonNullAssertion');
    }
  });
});
