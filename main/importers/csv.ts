/** A row of a CSV file and the line it begins on, from 1; `problem` instead of cells where it cannot be read. */
export type CsvRow = { line: number; cells: string[] } | { line: number; problem: string };

const bom = '\uFEFF';

/**
 * Reads RFC 4180: cells between commas, quoted where they hold commas, quotes ("" stands for one) or line breaks; empty
 * lines are left out. A quote inside an unquoted cell, text after a closing quote and an unclosed quote are problems.
 */
export function* readCsv(text: string): Generator<CsvRow> {
  let at = text.startsWith(bom) ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    let problem: string | null = null;
    for (;;) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
      problem ??= cell.problem;
      cells.push(cell.value);
      line += cell.breaks;
      at = cell.end;
      if (text[at] !== ',') break;
      at += 1;
    }
    // Whatever follows on the line belongs to what could not be read.
    if (problem !== null) while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (problem !== null) yield { line: start, problem };
    else if (cells.length > 1 || cells[0] !== '') yield { line: start, cells };
  }
}

interface Cell {
  value: string;
  end: number;
  breaks: number;
  problem: string | null;
}

const endOfPlain = /[,\r\n]/g;

function plain(text: string, at: number): Cell {
  endOfPlain.lastIndex = at;
  const end = endOfPlain.exec(text)?.index ?? text.length;
  const value = text.slice(at, end);
  return { value, end, breaks: 0, problem: value.includes('"') ? 'a quote stands inside a cell that is not quoted' : null };
}

function quoted(text: string, at: number): Cell {
  let value = '';
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) {
      // Only this line is given up: the ones after it are likely whole.
      const end = text.slice(at).search(/[\r\n]/);
      return { value: '', end: end < 0 ? text.length : at + end, breaks: 0, problem: 'a quote is not closed' };
    }
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const closed = /^[,\r\n]?$/.test(text[quote + 1] ?? '');
      return { value, end: quote + 1, breaks: lineBreaks(value), problem: closed ? null : 'text follows a closing quote' };
    }
    value += '"';
    from = quote + 2;
  }
}

const lineBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
