import type { Metrics, Run } from '#app/contract/runs.ts';
import { differingBlocks } from '#app/graph/compare.ts';
import { configWords } from '#app/runs/compare.ts';
import { figureOf, figureText, type Measure, measureNames, measure as measures } from '#app/runs/measure.ts';
import { csvCell } from '#renderer/ui/csv.ts';
import { count, duration, figure } from '#renderer/ui/format.ts';
import { plainAnswers } from '#renderer/ui/measures.ts';

/** A line of the comparison: a value a run. */
export interface Line {
  label: string;
  values: string[];
}

const none = '–';
const seconds = (run: Run): number => run.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);

/** Whether a run answers with the next token, of which perplexity is told. */
export type Perplexed = (run: Run) => boolean;

const figureIn = (measure: Measure, run: Run, metrics: Metrics | null): string | null =>
  run.measure !== measure || metrics === null ? null : figureText(measure, figureOf(metrics));

/** What came out of each. */
export function resultLines(runs: readonly Run[], perplexed: Perplexed = () => false): Line[] {
  const line = (label: string, value: (run: Run) => string | null | undefined): Line => ({
    label,
    values: runs.map((run) => value(run) ?? none),
  });
  const perplexity = (run: Run, metrics: Metrics | null): string | null =>
    metrics !== null && perplexed(run) ? Math.exp(metrics.loss).toFixed(2) : null;
  const present = measures.options.filter((measure) => runs.some((run) => run.measure === measure));
  /** A line for each measure that one of the runs is judged by. */
  const figures = (part: string, read: (run: Run) => Metrics | null): Line[] =>
    present.map((measure) => line(`${part} ${measureNames[measure].toLowerCase()}`, (run) => figureIn(measure, run, read(run))));
  const lines = [
    ...figures('Validation', ({ final }) => final.validation),
    line('Validation loss', ({ final }) => final.validation && figure(final.validation.loss)),
    line('Validation perplexity', (run) => perplexity(run, run.final.validation)),
    ...figures('Test', ({ final }) => final.test),
    line('Test loss', ({ final }) => final.test && figure(final.test.loss)),
    line('Test perplexity', (run) => perplexity(run, run.final.test)),
    ...figures('Training', ({ final }) => final.train),
    ...present.map((measure) =>
      line(plainAnswers[measure].name, (run) =>
        run.measure !== measure || run.baseline === null ? null : figureText(measure, run.baseline),
      ),
    ),
    line('Epochs', ({ epochsDone, bestEpoch }) => `${epochsDone}${bestEpoch === null ? '' : `, best ${bestEpoch}`}`),
    line('Time', (run) => duration(seconds(run))),
  ];
  return runs.some(perplexed) ? lines : lines.filter(({ label }) => !label.endsWith('perplexity'));
}

/** What decided each: data, model, settings, and what computed it. */
export function settingLines(runs: readonly Run[]): Line[] {
  const words = runs.map((run) => new Map(configWords(run.config).map(({ label, value }) => [label, value])));
  // In the order of the form, also where the first run does not have a setting.
  const labels = words.reduce<string[]>((all, mine) => merged(all, [...mine.keys()]), []);
  return [
    { label: 'Data', values: runs.map((run) => run.datasetName) },
    { label: 'Model', values: runs.map((run) => `${run.modelName} v${run.versionNumber}`) },
    { label: 'Parameters', values: runs.map((run) => count(run.parameters)) },
    ...labels.map((label) => ({ label, values: words.map((mine) => mine.get(label) ?? none) })),
    {
      label: 'Computed by',
      values: runs.map(({ engine }) => (engine === null ? none : `${engine.engine} ${engine.version}, ${engine.device}`)),
    },
  ];
}

/** Two lists in one, each in its order. */
function merged(all: readonly string[], more: readonly string[]): string[] {
  const result = [...all];
  let place = 0;
  for (const label of more) {
    const found = result.indexOf(label);
    if (found < 0) result.splice(place, 0, label);
    place = (found < 0 ? place : found) + 1;
  }
  return result;
}

/** Whether the runs do not all have the same there. */
export const differs = ({ values }: Line): boolean => new Set(values).size > 1;

/** From one run to another, shortly: "filters 32→64 in Conv2D 1, learning rate 0.001→0.01". */
export function changes(from: Run, to: Run): string[] {
  const settings = settingLines([from, to]).filter((line) => differs(line) && !['Model', 'Parameters', 'Computed by'].includes(line.label));
  return [
    ...differingBlocks(from.graph, to.graph).map(({ text }) => text),
    ...settings.map(({ label, values: [before, after] }) => `${label.toLowerCase()} ${before}→${after}`),
  ];
}

/** The comparison as CSV: a row a run, results and settings as columns. */
export function comparisonCsv(runs: readonly Run[], perplexed?: Perplexed): string {
  const lines = [
    { label: 'Run', values: runs.map(({ name }) => name) },
    { label: 'State', values: runs.map(({ state }) => state) },
    ...resultLines(runs, perplexed),
    ...settingLines(runs),
    { label: 'Tags', values: runs.map(({ tags }) => tags.join(' ')) },
    { label: 'Note', values: runs.map(({ note }) => note) },
  ];
  const rows = runs.map((_, at) => lines.map(({ values }) => csvCell(values[at] === none ? '' : (values[at] ?? ''))).join(','));
  return `${[lines.map(({ label }) => csvCell(label)).join(','), ...rows].join('\n')}\n`;
}
