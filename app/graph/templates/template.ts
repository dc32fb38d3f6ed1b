import type { BlockContext, Data, Shape } from '../../blocks/block.ts';
import type { Graph } from '../graph.ts';

/** The data that a template is made for. */
export interface Suits {
  data: Data['kind'];
  /** Whether an item has one class, or each of its steps has, or is answered by the next: not by what reads it from behind. */
  answers: NonNullable<BlockContext['answers']>;
}

/** A model to begin with, sized for the data. */
export interface Template {
  /** Its name in the terminal: kebab-case. */
  name: string;
  title: string;
  description: string;
  for: Suits;
  /**
   * For items of any size (images [height, width, channels], tokens [timesteps], numbers [features] or [timesteps, features])
   * and `classes` classes; always a graph without errors.
   */
  graph(input: Shape, classes: number): Graph;
}
