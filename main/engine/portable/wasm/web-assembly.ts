/** A memory that grows; its buffer is another object after each growth, and views on the old one are empty. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

interface Api {
  Memory: new (limits: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, Memory>>) => { exports: Record<string, unknown> };
  validate(bytes: Uint8Array): boolean;
}

/** Node's WebAssembly, which TypeScript declares only together with the DOM. */
export const webAssembly = (globalThis as unknown as { WebAssembly: Api }).WebAssembly; // every Node has it; see above
