/** Data that Unfold draws itself. The same number is always the same image, bit by bit. */
export interface SampleSet {
  name: string;
  title: string;
  description: string;
  /** Counts up when the drawings change: a workspace keeps what it has. */
  version: number;
  classes: readonly string[];
  imagesPerClass: number;
  /** RGB pixels [64, 64, 3] of an image of a class. */
  draw(label: number, number: number): Uint8Array;
}
