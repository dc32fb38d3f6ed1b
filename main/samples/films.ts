import { draws } from '#app/runs/random.ts';
import { normal } from './normal.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 504;
const items = 900;

/** A table of which each row has some labels or none: a film may be a comedy and a drama at once. */
export const films: RowsSample = {
  kind: 'tables',
  name: 'films',
  title: 'Film genres',
  description: 'A table of films, how loud, fast and dark they are: comedy, drama, war? A film may be several at once.',
  version: 1,
  classes: ['comedy', 'drama', 'war'],
  template: 'mlp',
  items,
  wish: { kind: 'tables', targets: ['comedy', 'drama', 'war'], answers: 'labels' },
  write() {
    const random = draws(seed);
    const said = (holds: boolean) => (holds ? 'yes' : 'no');
    const rows = Array.from({ length: items }, () => {
      const [loud, fast, dark] = [normal(random), normal(random), normal(random)];
      const labels = [fast - dark > 0.2, dark - 0.5 * fast > 0.1, loud * loud > 1];
      return [...[loud, fast, dark].map((each) => each.toFixed(3)), ...labels.map(said)];
    });
    return [['loudness', 'pace', 'darkness', 'comedy', 'drama', 'war'], ...rows];
  },
};
