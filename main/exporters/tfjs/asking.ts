/** A function for a reader's page or program that asks the network about one row of input, and leaves no tensor behind. */
export const askingLines: readonly string[] = [
  'async function ask(row) {',
  '  const answer = tf.tidy(() => model.predict(tf.tensor(row, [1, ...coder.shape], coder.dtype)));',
  '  const said = await answer.data();',
  '  answer.dispose();',
  '  return said;',
  '}',
];
