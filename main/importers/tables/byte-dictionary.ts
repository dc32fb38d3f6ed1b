/** None longer is kept: few cells are, and they take the slow way. */
const longest = 64;
const mostFilled = 0.5;
const leastSlots = 256;

/** Whole numbers by bytes: what short cells stand for, looked up without making a text of them. */
export class ByteDictionary {
  #slots = new Int32Array(leastSlots);
  #hashes = new Int32Array(leastSlots);
  /** The bytes of each entry, back to back, and where they begin. */
  #content = Buffer.allocUnsafeSlow(leastSlots * 16);
  #begins = new Int32Array(leastSlots);
  #values = new Int32Array(leastSlots);
  #count = 0;

  /** The number that was set for these bytes, of this hash; −1: none. Numbers set are 0 or more. */
  find(hash: number, bytes: Buffer, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = firstSlot(hash, mask); ; slot = (slot + 1) & mask) {
      const entry = (slots[slot] ?? 0) - 1;
      if (entry < 0) return -1;
      if (this.#hashes[entry] === hash && this.#same(entry, bytes, from, to)) return this.#values[entry] ?? -1;
    }
  }

  /** Remembers a number for bytes that are not there yet; long ones are not remembered. */
  set(hash: number, bytes: Buffer, from: number, to: number, value: number): void {
    if (to - from > longest) return;
    if (this.#count + 1 >= this.#slots.length * mostFilled) this.#grow();
    const entry = this.#count;
    const begin = this.#begins[entry] ?? 0;
    if (begin + to - from > this.#content.length) this.#content = Buffer.concat([this.#content], 2 * this.#content.length);
    bytes.copy(this.#content, begin, from, to);
    this.#begins[entry + 1] = begin + to - from;
    this.#values[entry] = value;
    this.#hashes[entry] = hash;
    this.#put(entry, hash);
    this.#count += 1;
  }

  #put(entry: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = firstSlot(hash, mask);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #same(entry: number, bytes: Buffer, from: number, to: number): boolean {
    const begin = this.#begins[entry] ?? 0;
    if ((this.#begins[entry + 1] ?? 0) - begin !== to - from) return false;
    for (let at = from; at < to; at += 1) if (bytes[at] !== this.#content[begin + at - from]) return false;
    return true;
  }

  #grow(): void {
    const size = 2 * this.#slots.length;
    this.#slots = new Int32Array(size);
    this.#hashes = grown(this.#hashes, size);
    this.#begins = grown(this.#begins, size);
    this.#values = grown(this.#values, size);
    for (let entry = 0; entry < this.#count; entry += 1) this.#put(entry, this.#hashes[entry] ?? 0);
  }
}

function grown(values: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(values);
  return larger;
}

/** A hash of bytes, begun with this and taken on by each: FNV-1a of 32 bits with a sign (http://www.isthe.com/chongo/tech/comp/fnv). */
export const hashBegin = 0x811c9dc5 | 0;
export const hashOn = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** The low bits of a hash say little of the first bytes. */
const firstSlot = (hash: number, mask: number): number => (hash ^ (hash >>> 15)) & mask;
