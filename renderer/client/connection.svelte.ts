/** Whether the core can be heard; drawn as the red bar. Up until the first loss: opening is no loss. */
export class Connection {
  #state = $state<'up' | 'lost' | 'refused'>('up');

  get connected(): boolean {
    return this.#state === 'up';
  }
  /** The core is there and lets this window in no more: it was started anew, with another token. */
  get refused(): boolean {
    return this.#state === 'refused';
  }
  set(connected: boolean): void {
    if (connected) this.#state = 'up';
    else if (this.#state === 'up') this.#state = 'lost';
  }
  refuse(): void {
    if (this.#state !== 'up') this.#state = 'refused';
  }
}
