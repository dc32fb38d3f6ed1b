/** Pictures lately made, up to so many bytes; the one not asked for longest goes first. */
export class PictureCache<P extends { body: Uint8Array }> {
  readonly #most: number;
  readonly #pictures = new Map<string, P>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): P | undefined {
    const picture = this.#pictures.get(key);
    if (picture === undefined) return undefined;
    // A Map keeps the order of insertion: the newest lies last.
    this.#pictures.delete(key);
    this.#pictures.set(key, picture);
    return picture;
  }

  set(key: string, picture: P): void {
    this.#drop(key);
    if (picture.body.length > this.#most / 4) return;
    this.#pictures.set(key, picture);
    this.#bytes += picture.body.length;
    for (const oldest of this.#pictures.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#pictures.get(key)?.body.length ?? 0;
    this.#pictures.delete(key);
  }
}
