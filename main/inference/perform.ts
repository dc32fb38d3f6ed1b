import type { Task, TaskResult } from '#main/training/protocol.ts';
import { baselinesTask } from './baselines-task.ts';
import { evaluateLabelsTask } from './columns/evaluate-labels-task.ts';
import { evaluateNumbersTask } from './columns/evaluate-numbers-task.ts';
import { forecastAheadTask } from './columns/forecast-ahead-task.ts';
import { predictColumnsTask } from './columns/predict-columns-task.ts';
import { evaluateStepsTask } from './evaluate-steps-task.ts';
import { evaluateTask } from './evaluate-task.ts';
import { exportTask } from './export-task.ts';
import { generateTask } from './generate-task.ts';
import { ModelShelf } from './loaded-model.ts';
import { predictTagsTask } from './predict-tags-task.ts';
import { predictTask } from './predict-task.ts';
import { predictTextsTask } from './predict-texts-task.ts';
import { weighTokensTask } from './weigh-tokens-task.ts';

/** The process keeps the last model for the next question. */
const shelf = new ModelShelf();

/** Does a task of the inference worker; throws the signal's reason when it is given up, AppErrors, or bugs. */
export function perform(
  task: Exclude<Task, { kind: 'train' }>,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<TaskResult> {
  const context = { shelf, signal, progress };
  switch (task.kind) {
    case 'evaluate':
      return evaluateTask(task, context);
    case 'evaluate-steps':
      return evaluateStepsTask(task, context);
    case 'evaluate-numbers':
      return evaluateNumbersTask(task, context);
    case 'evaluate-labels':
      return evaluateLabelsTask(task, context);
    case 'predict':
      return predictTask(task, context);
    case 'predict-texts':
      return predictTextsTask(task, context);
    case 'predict-columns':
      return predictColumnsTask(task, context);
    case 'forecast-ahead':
      return forecastAheadTask(task, context);
    case 'predict-tags':
      return predictTagsTask(task, context);
    case 'generate':
      return generateTask(task, context);
    case 'weigh-tokens':
      return weighTokensTask(task, context);
    case 'baselines':
      return baselinesTask(task, context);
    case 'export':
      return exportTask(task, context);
  }
}
