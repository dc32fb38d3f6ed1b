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
    const skipped = this.skipped.length > 0 ? `, ${this.skipped.length} skipped` : '';
    return `${this.passed} passed, ${this.failed.length} failed${skipped}`;
  }
}
