/** The package carries no types. Both change their arrays in place; the length must be a power of two, 2 or more. */
declare module 'fourier-transform' {
  /** Xₖ = Σ xₜ·exp(−2πi·kt/n), not divided by anything. */
  export function cfft(re: Float64Array, im: Float64Array): void;
  /** Its inverse: divided by n. */
  export function cifft(re: Float64Array, im: Float64Array): void;
}
