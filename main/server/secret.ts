import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, fit for an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether both are the same, in a time that tells nothing of where they differ. */
export const sameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/**
 * Secrets that open the door once: a browser is started with its address on a command line, which other users of the machine
 * can read, so that address must be worth nothing a moment later.
 */
export class Tickets {
  readonly #open = new Map<string, number>();
  readonly #lifetime: number;

  constructor(lifetimeMilliseconds = 120_000) {
    this.#lifetime = lifetimeMilliseconds;
  }

  issue(now = Date.now()): string {
    const ticket = newSecret();
    this.#open.set(ticket, now + this.#lifetime);
    return ticket;
  }

  /** True once for a ticket that was issued within its lifetime. */
  redeem(ticket: string, now = Date.now()): boolean {
    for (const [open, until] of this.#open) {
      if (!sameSecret(open, ticket)) continue;
      this.#open.delete(open);
      return now <= until;
    }
    return false;
  }
}
