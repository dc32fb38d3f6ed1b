/** Whether the core can be heard; drawn as the red bar. True until the first loss: opening is no loss. */
export class Connection {
  #connected = $state(true);

  get connected(): boolean {
    return this.#connected;
  }
  set(connected: boolean): void {
    this.#connected = connected;
  }
}
