import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
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

  it('ends what it started when it is interrupted, leaves nothing and says so', async () => {
    const machine = emptyMachine();
    const note = machine.archive('pid', new Uint8Array());
    machine.program('mvn', `echo $$ > '${note}'\nexec /bin/sleep 60`);
    const child = execFile(bundledNode(), [program, '--optional'], { env: machine.where.environment });
    const printed = child.stdout === null ? Promise.resolve('') : text(child.stdout);
    await expect.poll(() => readFileSync(note, 'utf8').trim(), { timeout: 20_000 }).not.toBe('');
    child.kill('SIGINT');
    expect(await printed).toContain('interrupted');
    await expect.poll(() => child.exitCode, { timeout: 20_000 }).toBe(130);
    expect(() => process.kill(Number(readFileSync(note, 'utf8')), 0)).toThrow('ESRCH');
    expect(readdirSync(machine.cache)).toEqual([]);
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
