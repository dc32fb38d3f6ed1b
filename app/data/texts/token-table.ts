/** A stretch of a text [start, end) in UTF-16 units: a token before anybody has made a string of it. */
export type Found = (text: string, start: number, end: number) => void;

/** Hashes depend on it, results never: nobody can write a file whose tokens all collide. */
const seed = Math.floor(Math.random() * 2 ** 32) | 0;

/** FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/), then mixed, since the table looks at the low bits. */
function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = seed;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (codes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  return hash ^ (hash >>> 15);
}

/**
 * Numbers distinct tokens 0, 1, 2, … in the order they come, from stretches of a text: a token that is known costs no string.
 * Its own copy of the characters, too, so that no slice keeps the text alive that it was cut from.
 */
export class TokenTable {
  /** Two numbers a slot, side by side for the processor's cache: the token's hash and one more than its number, 0 where empty. */
  #slots = new Int32Array(2048);
  /** Where each token's characters start; the last entry is where the next one's will. */
  #starts = new Int32Array(513);
  #characters = new Uint16Array(4096);
  #size = 0;
  /** Where strings are spelled out. */
  #spelled = new Uint16Array(256);

  /** How many distinct tokens there are. */
  get size(): number {
    return this.#size;
  }

  /** UTF-16 units that the tokens take. */
  get characters(): number {
    return this.#starts[this.#size] ?? 0;
  }

  /** The number of a token, −1 where it is new. */
  find(text: string, start = 0, end = text.length): number {
    this.#spell(text, start, end);
    const length = end - start;
    return (this.#slots[this.#slotOf(this.#spelled, 0, length, hashOf(this.#spelled, 0, length)) + 1] ?? 0) - 1;
  }

  /** The number of a token; a new one gets the next. */
  intern(text: string, start = 0, end = text.length): number {
    this.#spell(text, start, end);
    return this.internCodes(this.#spelled, 0, end - start);
  }

  /** The same of a token's UTF-16 units, codes[start, end). */
  internCodes(codes: Uint16Array, start: number, end: number): number {
    const hash = hashOf(codes, start, end);
    const slot = this.#slotOf(codes, start, end, hash);
    const known = (this.#slots[slot + 1] ?? 0) - 1;
    return known >= 0 ? known : this.#add(codes, start, end, hash, slot);
  }

  /** The token of a number. */
  token(id: number): string {
    return String.fromCharCode(...this.#characters.subarray(this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0));
  }

  /** Where the slot is that holds the token, or the empty one where it belongs. */
  #slotOf(codes: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const starts = this.#starts;
    const characters = this.#characters;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    for (;;) {
      const next = slots[slot + 1] ?? 0;
      if (next === 0) return slot;
      if (slots[slot] === hash) {
        const from = starts[next - 1] ?? 0;
        if ((starts[next] ?? 0) - from === end - start) {
          let at = start;
          while (at < end && characters[from + at - start] === codes[at]) at += 1;
          if (at === end) return slot;
        }
      }
      slot = (slot + 2) & mask;
    }
  }

  #add(codes: Uint16Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.#size;
    const from = this.characters;
    const room = from + end - start;
    if (room > this.#characters.length) this.#characters = grown(this.#characters, Math.max(room, 2 * this.#characters.length));
    this.#characters.set(codes.subarray(start, end), from);
    if (id + 1 === this.#starts.length) this.#starts = grown(this.#starts, 2 * id + 2);
    this.#starts[id + 1] = room;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = id + 1;
    this.#size = id + 1;
    if (this.#size * 4 > this.#slots.length) this.#spread();
    return id;
  }

  #spell(text: string, start: number, end: number): void {
    if (end - start > this.#spelled.length) this.#spelled = new Uint16Array(2 * (end - start));
    for (let at = start; at < end; at += 1) this.#spelled[at - start] = text.charCodeAt(at);
  }

  /** Twice the slots: at least half of them are empty at any time. */
  #spread(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = (2 * (old[from] ?? 0)) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[from] ?? 0;
      slots[slot + 1] = old[from + 1] ?? 0;
    }
    this.#slots = slots;
  }
}

/** The same numbers with room for more. */
export function grown<T extends Int32Array | Uint16Array | Float64Array>(values: T, length: number): T {
  // Every typed array's constructor takes a length and makes its own kind.
  const more = new (values.constructor as new (length: number) => T)(length);
  more.set(values);
  return more;
}
