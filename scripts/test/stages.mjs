import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../setup/checks.mjs';
import { run } from '../setup/child.mjs';
import { unfoldNode } from '../setup/node.mjs';
import { root } from '../setup/root.mjs';

const results = join(root, 'test-results');
const lastLines = (text, count) => text.trim().split('\n').slice(-count).join('\n');

/** A report that was not written is a failure of the whole stage. */
function readReport(file, stage, { code, output }) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  if (report === null)
    return { passed: 0, failed: [{ name: stage, message: `ended with ${code} and no report\n${lastLines(output, 40)}` }], skipped: [] };
  return { code, report };
}

/** Format, lint, types, layers: each check counts as a test. */
export async function checkStage() {
  const tally = { passed: 0, failed: [], skipped: [] };
  await runChecks(({ name, passed, output }) => {
    if (passed) tally.passed++;
    else tally.failed.push({ name: `check: ${name}`, message: lastLines(output, 40) });
  });
  return tally;
}

/** Some of the projects of vitest.config.ts. */
export async function vitestStage(stage, projects, { env = {}, more = [], onLine } = {}) {
  const file = join(results, `${stage}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'test', 'vitest-report.mjs')}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...projects.map((project) => `--project=${project}`), ...reporters, ...more];
  const ended = await run(unfoldNode(), args, {
    env: { ...env, UNFOLD_REPORT: file, NO_COLOR: '1' },
    log: join(results, `${stage}.log`),
    onLine,
  });
  const { report, ...broken } = readReport(file, stage, ended);
  if (report === undefined) return broken;
  // Vitest fails for more than tests, coverage of none for example.
  if (ended.code !== 0 && report.failed.length === 0) report.failed.push({ name: stage, message: lastLines(ended.output, 40) });
  return report;
}

/** Every test of a Playwright report, with the file it stands in. */
function* specs(suite, file = suite.file) {
  for (const spec of suite.specs ?? []) yield { name: `${file}: ${spec.title}`, tests: spec.tests };
  for (const inner of suite.suites ?? []) yield* specs(inner, file);
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** The browser tests; without a Chromium they are skipped by name. */
export async function browserStage(chromium, { stage = 'e2e', env: more = {} } = {}) {
  const file = join(results, `${stage}.json`);
  rmSync(file, { force: true });
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=json', ...(chromium === null ? ['--list'] : [])];
  const env = { ...more, PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(chromium === null ? {} : { UNFOLD_CHROMIUM: chromium }) };
  const ended = await run(unfoldNode(), args, { env, log: join(results, `${stage}.log`) });
  const { report, ...broken } = readReport(file, stage, ended);
  if (report === undefined) return broken;
  const tally = { passed: 0, failed: [], skipped: [] };
  for (const { message } of report.errors ?? []) tally.failed.push({ name: stage, message: String(message).replaceAll(ansi, '') });
  for (const suite of report.suites) {
    for (const { name, tests } of specs(suite)) {
      if (chromium === null) tally.skipped.push({ name, reason: 'there is no Chromium' });
      else for (const test of tests) count(tally, name, test);
    }
  }
  return tally;
}

function count(tally, name, { status, annotations, results }) {
  if (status === 'expected' || status === 'flaky') tally.passed++;
  else if (status === 'skipped') tally.skipped.push({ name, reason: annotations.find(({ type }) => type === 'skip')?.description ?? '' });
  else
    tally.failed.push({
      name,
      message: results
        .flatMap(({ errors }) => errors.map(({ message }) => message))
        .join('\n')
        .replaceAll(ansi, ''),
    });
}
