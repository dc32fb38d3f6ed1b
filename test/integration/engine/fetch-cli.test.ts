import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundledNode } from '#main/entries.ts';
import { tensorflowFolder } from '#test/helpers/engine.ts';
import { emptyMachine } from '#test/helpers/packs.ts';

const program = fileURLToPath(new URL('../../../main/engine/fetch-cli.ts', import.meta.url));
const run = (args: string[], env: NodeJS.ProcessEnv) =>
  new Promise<{ code: number; lines: string[]; stderr: string }>((resolve) => {
    const child = execFile(bundledNode(), [program, ...args], { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, lines: stdout.trimEnd().split('\n'), stderr });
    });
  });

describe.skipIf(process.platform === 'win32')('npm run engine', () => {
  it.each([
    ['no home', { HOME: '', PATH: '' }],
    ['neither mvn nor pip', emptyMachine().where.environment],
  ])('explains in one line that it cannot fetch with %s; that is a failure only where it was not optional', async (_what, environment) => {
    const optional = await run(['--optional'], environment);
    expect(optional.code).toBe(0);
    expect(optional.lines).toHaveLength(1);
    expect(optional.lines[0]).toContain('could not be fetched');
    expect((await run([], environment)).code).toBe(1);
  });

  it('tells progress on standard error and throws away what has another checksum', async () => {
    const machine = emptyMachine();
    machine.program('mvn', 'for argument; do last=$argument; done\necho broken > tensorflow-core-native-1.1.0-linux-x86_64.jar');
    const { code, lines, stderr } = await run([], machine.where.environment);
    expect(code).toBe(1);
    expect(stderr).toContain('Fetching TensorFlow');
    expect(lines.at(-1)).toContain('must have SHA-256');
  });

  it('names an option that it does not know', async () => {
    const { code, stderr } = await run(['--tpu'], { PATH: '' });
    expect(code).toBe(2);
    expect(stderr).toContain('--tpu');
  });

  it.skipIf(tensorflowFolder === null)('says what is there already (skipped: TensorFlow pack not found)', async () => {
    const { code, lines } = await run([], { UNFOLD_ENGINE_DIR: tensorflowFolder ?? '', PATH: '' });
    expect(code).toBe(0);
    expect(lines.at(-1)).toContain(tensorflowFolder);
  });
});
