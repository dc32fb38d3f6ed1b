/** JSON for people: a line for each member, but lists of plain values (a vocabulary, probabilities) and rows of a list on one. */
export function readableJson(value: unknown, indent = ''): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return JSON.stringify(value);
    return `[\n${value.map((each) => deeper + (isRow(each) ? JSON.stringify(each) : readableJson(each, deeper))).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{}';
  return `{\n${members.map(([name, member]) => `${deeper}${JSON.stringify(name)}: ${readableJson(member, deeper)}`).join(',\n')}\n${indent}}`;
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isRow = (value: unknown): boolean => !isPlain(value) && !Array.isArray(value) && Object.values(value ?? {}).every(isPlain);
