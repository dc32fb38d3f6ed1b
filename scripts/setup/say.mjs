/** Where progress goes: standard error for commands whose output is read by programs. */
let out = process.stdout;

/** From now on progress goes to standard error, and only what takes a while is told. */
export const sayOnStandardError = () => {
  out = process.stderr;
};

/** One line for people. */
export const say = (line) => {
  out.write(`${line}\n`);
};

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/**
 * Tells that a step of work goes on, with its elapsed time in place on a terminal and a line a half minute elsewhere, then
 * how long it took. `work` gets a function that changes the text behind the title.
 */
export async function during(title, work) {
  const since = Date.now();
  const live = out.isTTY === true;
  let note = '';
  // A line that wraps could not be drawn over.
  const line = () => `${title}${note === '' ? '' : `: ${note}`}`.slice(0, (out.columns ?? 120) - 12).concat(` … ${seconds(since)}`);
  if (live) out.write(line());
  else say(`${title} …`);
  const timer = setInterval(() => (live ? out.write(`\r\x1b[2K${line()}`) : say(line())), live ? 250 : 30_000);
  try {
    const result = await work((text) => {
      note = text;
    });
    if (live) out.write('\r\x1b[2K');
    say(`${title}: done in ${seconds(since)}`);
    return result;
  } catch (error) {
    if (live) out.write('\r\x1b[2K');
    say(`${title}: failed after ${seconds(since)}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
