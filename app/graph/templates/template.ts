import type { Shape } from '../../blocks/block.ts';
import type { Graph } from '../graph.ts';

/** A model to begin with, sized for the data. */
export interface Template {
  /** Its name in the terminal: kebab-case. */
  name: string;
  title: string;
  description: string;
  /** For images [height, width, channels] of any size and `classes` classes; always a graph without errors. */
  graph(input: Shape, classes: number): Graph;
}
