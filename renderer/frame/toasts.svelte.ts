/** A thing that was done and can be undone; nothing that needs action is ever a toast. */
export interface UndoOffer {
  id: number;
  text: string;
  undo: () => void | Promise<void>;
}

/** What can be undone at the bottom of the window. The Bin keeps it longer than the toast: no timed-only action. */
class Toasts {
  #offers = $state.raw<readonly UndoOffer[]>([]);
  #next = 1;

  get offers(): readonly UndoOffer[] {
    return this.#offers;
  }
  /** Offers to undo: offerUndo('"Flowers" moved to the Bin', () => …). */
  offerUndo(text: string, undo: () => void | Promise<void>): void {
    const offer = { id: this.#next++, text, undo };
    this.#offers = [...this.#offers.slice(-2), offer];
  }
  dismiss(id: number): void {
    this.#offers = this.#offers.filter((offer) => offer.id !== id);
  }
}

export const toasts = new Toasts();
