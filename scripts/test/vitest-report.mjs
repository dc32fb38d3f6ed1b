import { writeFileSync } from 'node:fs';

/**
 * A reporter of Vitest that writes what `npm test` needs to UNFOLD_REPORT: {passed, failed: [{name, message}], skipped:
 * [{name, reason}]}. A file that cannot be loaded and an error outside of any test count as failed tests.
 */
export default class Report {
  onTestRunEnd(modules, unhandled) {
    const report = { passed: 0, failed: [], skipped: [] };
    const fail = (name, errors) =>
      report.failed.push({ name, message: (errors ?? []).map((error) => error.stack ?? error.message).join('\n') });
    for (const module of modules) {
      const file = module.relativeModuleId;
      if (module.errors().length > 0) fail(file, module.errors());
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) fail(`${file}: ${suite.fullName}`, suite.errors());
      for (const test of module.children.allTests()) {
        const name = `${file}: ${test.fullName}`;
        const { state, errors, note } = test.result();
        if (state === 'passed') report.passed++;
        else if (state === 'skipped') report.skipped.push({ name, reason: note ?? '' });
        else fail(name, errors);
      }
    }
    for (const error of unhandled) fail('outside of any test', [error]);
    writeFileSync(process.env.UNFOLD_REPORT, JSON.stringify(report));
  }
}
