const focusable = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** Moves the focus to the next pane of the window (F6): title bar, rail, header, content, inspector, task bar. */
export function nextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let step = 1; step <= panes.length; step++) {
    const pane = panes[(at + by * step + panes.length * 2) % panes.length];
    const target = pane?.querySelector<HTMLElement>(focusable) ?? (pane?.tabIndex === -1 && pane.matches('[tabindex]') ? pane : null);
    if (target) {
      target.focus();
      return;
    }
  }
}
