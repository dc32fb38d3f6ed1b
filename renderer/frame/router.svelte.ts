import { type Address, formatAddress, parseAddress } from './address.ts';

/** The views that belong to no project. */
export const workspaceViews: ReadonlySet<string> = new Set(['home', 'settings']);

/** The window's address: read it anywhere (it is reactive), change it with `go`. Back, reload and links work. */
class Router {
  #at = $state.raw<Address>(parseAddress(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.#at = parseAddress(location.hash);
    });
  }

  get at(): Address {
    return this.#at;
  }

  /** The address as a link's href. Without `project` it stays in the one that is open. */
  href(to: Partial<Address> & { view: string }): string {
    return formatAddress({ project: this.#at.project, ...to }, workspaceViews);
  }

  /** Goes there; `replace` leaves no step to go back to. */
  go(to: Partial<Address> & { view: string }, { replace = false } = {}): void {
    const hash = this.href(to);
    if (hash === location.hash || (hash === '#/' && location.hash === '')) return;
    if (replace) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    this.#at = parseAddress(hash);
  }

  back(): void {
    history.back();
  }
  forward(): void {
    history.forward();
  }
}

export const router = new Router();
