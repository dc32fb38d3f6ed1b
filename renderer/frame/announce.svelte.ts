/** Sentences for screen readers: states and results politely, failures at once. */
class Announcer {
  #polite = $state('');
  #assertive = $state('');

  get polite(): string {
    return this.#polite;
  }
  get assertive(): string {
    return this.#assertive;
  }
  say(sentence: string): void {
    this.#polite = sentence;
  }
  alarm(sentence: string): void {
    this.#assertive = sentence;
  }
}

export const announcer = new Announcer();
