/** A word of the field, explained where it stands: a sentence in plain words and, where there is one, its formula. */
export interface TermText {
  title: string;
  sentence: string;
  formula?: string;
}

/** The glossary; the palette finds it too. */
export const terms: Readonly<Record<string, TermText>> = {
  accuracy: {
    title: 'Accuracy',
    sentence: 'The share of items, or of their labels, that the model answers right.',
    formula: 'right answers / all answers',
  },
  augmentation: {
    title: 'Augmentation',
    sentence: 'Random small changes to the training images, new each epoch, so that the model learns what does not matter.',
  },
  'batch-size': {
    title: 'Batch size',
    sentence: 'How many items are looked at before the weights change once.',
    formula: 'steps an epoch = ⌈training items / batch size⌉',
  },
  batch: { title: 'Batch', sentence: 'The items that are looked at together in one step.' },
  baseline: { title: 'Baseline', sentence: 'What the simplest answer reaches; a model is worth only what it adds to that.' },
  checkpoint: { title: 'Checkpoint', sentence: 'The model as it stood at the end of an epoch, kept on disk.' },
  'class-weights': {
    title: 'Class weights',
    sentence: 'Makes mistakes on rare classes count more, so that they are not ignored.',
    formula: 'items / (classes · items of the class)',
  },
  confusion: {
    title: 'Confusion matrix',
    sentence: 'A row for each true class, a column for each answer: off the diagonal are the mistakes.',
  },
  'early-stopping': { title: 'Early stopping', sentence: 'Ends training when the validation loss has not fallen for some epochs.' },
  epoch: { title: 'Epoch', sentence: 'One pass over all the training items.' },
  f1: {
    title: 'F1',
    sentence: 'Precision and recall in one figure; high only when both are.',
    formula: '2 · precision · recall / (precision + recall)',
  },
  filters: { title: 'Filters', sentence: 'How many patterns a convolution looks for; each gives one channel.' },
  gradient: { title: 'Gradient', sentence: 'How the loss changes with each weight: the direction training walks against.' },
  'gradient-size': {
    title: 'Size of the gradients',
    sentence:
      'How strongly the loss pulls at a weight of a layer, on average. Far smaller near the input than near the output: the gradients vanish, and the first layers hardly learn.',
    formula: '√(Σ (∂L/∂w)² / number of weights)',
  },
  'kernel-size': { title: 'Kernel size', sentence: 'The width and height of the window a convolution slides over its input.' },
  'learning-rate': {
    title: 'Learning rate',
    sentence: 'How far the weights move in each step; too high diverges, too low crawls.',
    formula: 'w ← w − rate · gradient',
  },
  logits: { title: 'Logits', sentence: 'The last numbers before softmax turns them into probabilities.' },
  loss: {
    title: 'Loss',
    sentence: 'How wrong the model is; training makes it smaller.',
    formula: '−log p(true class), or (answer − true number)², averaged',
  },
  majority: {
    title: 'Majority',
    sentence: 'The baseline of always giving the most frequent answer of the training data: its largest class, its commonest tag or token.',
  },
  mape: {
    title: 'Mean absolute percentage error',
    sentence: 'How far the answers lie from the true numbers, as a share of these, on average. Near 0 a small miss is a large share.',
    formula: 'Σ |answer − true number| / |true number| / answers',
  },
  mase: {
    title: 'Mean absolute scaled error',
    sentence:
      'The error beside that of repeating what was a season earlier, along the training part: below 1 the model is better than that.',
    formula: 'mean absolute error / error of the seasonal naive forecast',
  },
  'mean-absolute-error': {
    title: 'Mean absolute error',
    sentence: 'How far the answers lie from the true numbers, on average and in their own unit: lower is better.',
    formula: 'Σ |answer − true number| / answers',
  },
  momentum: { title: 'Momentum', sentence: 'How much of the last step is carried into the next one.' },
  optimizer: { title: 'Optimizer', sentence: 'The rule that turns gradients into changes of the weights.' },
  padding: { title: 'Padding', sentence: '"same" puts zeros around the input so that its size stays; "valid" lets it shrink.' },
  parameters: { title: 'Parameters', sentence: 'The numbers a model learns: weights and biases.' },
  perplexity: {
    title: 'Perplexity',
    sentence:
      'Between how many equally likely tokens the model seems to choose at each step: 1 would be certainty of the right one, 20 as unsure as a die of 20 sides.',
    formula: 'exp(loss)',
  },
  precision: {
    title: 'Precision',
    sentence: 'Of all items answered with this class, the share that are it.',
    formula: 'true positives / (true + false positives)',
  },
  r2: {
    title: 'R², coefficient of determination',
    sentence: 'The share of the variance of the true numbers that the answers explain: 1 is all of it, 0 is no better than their mean.',
    formula: '1 − Σ (answer − true number)² / Σ (true number − mean)²',
  },
  range: {
    title: 'Range of a forecast',
    sentence:
      'Two numbers that a given share of the true values should lie between. One that holds fewer is too narrow, one that holds more too wide.',
  },
  recall: {
    title: 'Recall',
    sentence: 'Of all items of this class, the share that were found.',
    formula: 'true positives / (true positives + misses)',
  },
  rmse: {
    title: 'Root mean squared error',
    sentence: 'How far the answers lie from the true numbers, large misses counting most, in their own unit.',
    formula: '√(Σ (answer − true number)² / answers)',
  },
  'rolling-origin': {
    title: 'Rolling forecasting origin',
    sentence:
      'Forecasts from one moment after another, each from what was known then: they tell how the error grows with the steps ahead, and how much it differs from time to time.',
  },
  schedule: { title: 'Schedule', sentence: 'How the learning rate changes while training goes on.' },
  seed: { title: 'Seed', sentence: 'The number all randomness is drawn from: the same seed gives the same run.' },
  shape: { title: 'Shape', sentence: 'The size of what flows along a wire, without the batch: height × width × channels.' },
  smoothing: {
    title: 'Smoothing',
    sentence: 'Draws the running mean of a curve; the raw curve stays faint behind it.',
    formula: 's ← a · s + (1 − a) · x',
  },
  smape: {
    title: 'Symmetric percentage error',
    sentence: 'The miss as a share of the mean size of answer and true number, on average: 0 to 200 %.',
    formula: 'Σ 2 · |answer − true number| / (|answer| + |true number|) / answers',
  },
  softmax: { title: 'Softmax', sentence: 'Turns numbers into probabilities that add up to 1.', formula: 'exp(zᵢ) / Σ exp(zⱼ)' },
  split: { title: 'Split', sentence: 'Which items are trained on, which steer training, and which are held back for the last word.' },
  step: { title: 'Step', sentence: 'One batch, one change of the weights.' },
  stride: { title: 'Stride', sentence: 'How far the window moves at a time.', formula: '⌊(size − kernel + 2 · padding) / stride⌋ + 1' },
  test: { title: 'Test part', sentence: 'Items the model never saw in training: its figures are the honest ones.' },
  'token-weight': {
    title: 'Weight of a token',
    sentence:
      'How many points of probability the class loses when this one token is made unknown to the network. Below 0 the token speaks against the class.',
    formula: 'p(class | text) − p(class | text without the token)',
  },
  training: { title: 'Training part', sentence: 'Items the model learns from; its figures there say only how well it remembers.' },
  validation: {
    title: 'Validation part',
    sentence: 'Items that steer training (which epoch is best, when to stop) but are not trained on.',
  },
};
