import type { TermText } from '#renderer/ui/terms.ts';

/** What floats over the window now; one at a time. */
type Layer = 'palette' | 'switcher' | 'keys' | null;

interface FolderQuestion {
  title: string;
  action: string;
  /** A file of data is asked for, not a folder. */
  file: boolean;
  answer: (path: string | null) => void;
}

/** As the breakpoint of styles/theme.css. */
const narrowWindow = matchMedia('(width < 1100px)');

/** The window's own state: open layers, the inspector, a folder being chosen. */
class FrameState {
  #layer = $state<Layer>(null);
  #inspector = $state(true);
  #overlay = $state(false);
  #narrow = $state(narrowWindow.matches);
  #term = $state.raw<TermText | null>(null);
  #folder = $state.raw<FolderQuestion | null>(null);

  get layer(): Layer {
    return this.#layer;
  }
  show(layer: Layer): void {
    this.#layer = layer;
  }

  /** The term being explained. */
  get term(): TermText | null {
    return this.#term;
  }
  explain(term: TermText | null): void {
    this.#layer = null;
    this.#term = term;
  }

  constructor() {
    narrowWindow.addEventListener('change', ({ matches }) => {
      this.#narrow = matches;
      this.#overlay = false;
    });
  }

  /** Whether inspectors are unfolded, the same in every view. In a narrow window they lie over the content, folded at first. */
  get inspector(): boolean {
    return this.#narrow ? this.#overlay : this.#inspector;
  }
  set inspector(open: boolean) {
    if (this.#narrow) this.#overlay = open;
    else this.#inspector = open;
  }

  get folder(): FolderQuestion | null {
    return this.#folder;
  }
  /** Asks for a folder, or a file of data, in the window itself; null: cancelled. Use choose-folder.ts. */
  askFolder(title: string, action: string, file = false): Promise<string | null> {
    return new Promise((resolve) => {
      this.#folder = {
        title,
        action,
        file,
        answer: (path) => {
          if (this.#folder === null) return;
          this.#folder = null;
          resolve(path);
        },
      };
    });
  }
}

export const frame = new FrameState();
