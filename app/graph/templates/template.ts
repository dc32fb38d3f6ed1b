import type { BlockContext, Data, RowPart, Shape } from '../../blocks/block.ts';
import type { Graph } from '../graph.ts';

/** The data that a template is made for. */
export interface Suits {
  data: Data['kind'] | 'rows' | 'series' | 'mixed';
  /** What is answered: an item's class, each step's, the next step (not by what reads it from behind), labels or numbers. */
  answers: readonly NonNullable<BlockContext['answers']>[];
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
   * and so many answers of the last block: classes, labels, numbers or quantiles; of mixed rows with the images and texts in them; always a
   * graph without errors.
   */
  graph(input: Shape, outputs: number, parts?: readonly RowPart[]): Graph;
}
