/** Counts over all stages; `line` is what the run ends with. */
export class Tally {
  passed = 0;
  failed = [];
  skipped = [];

  add({ passed, failed, skipped }) {
    this.passed += passed;
    this.failed.push(...failed);
    this.skipped.push(...skipped);
  }

  get line() {
    return `${this.passed} passed, ${this.failed.length} failed`;
  }
}
