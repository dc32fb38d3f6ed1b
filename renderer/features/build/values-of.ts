import type { Field } from '#app/blocks/block.ts';
import type { NodeAnalysis } from '#app/graph/analyse.ts';
import type { GraphNode } from '#app/graph/graph.ts';

/** A block's values as fields show them: what the user typed stands even where it does not hold; the rest are its defaults. */
export function valuesOf(node: NodeAnalysis | undefined, own: GraphNode | undefined): Record<string, unknown> {
  const parsed = node?.block?.params.safeParse({});
  return { ...(parsed?.success ? parsed.data : {}), ...own?.params, ...node?.params };
}

/** The fields that count with such values, by the name of their parameter; of those that depend on the data, with its choices. */
export function fieldsFor(node: NodeAnalysis | undefined, values: Readonly<Record<string, unknown>>): [string, Field][] {
  const fields: [string, Field][] = Object.entries(node?.block?.fields ?? {});
  return (
    fields
      .filter(([, { when }]) => when === undefined || values[when.param] === when.is)
      .map(([name, field]): [string, Field] => [
        name,
        node !== undefined && field.choicesOf ? { ...field, choices: field.choicesOf(node.context) } : field,
      ])
      // Nothing to choose from: the data has none.
      .filter(([, field]) => field.choicesOf === undefined || field.choices?.length !== 0)
  );
}
