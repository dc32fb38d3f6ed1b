import type { Paint } from './picture.ts';

/** Reads the tokens as colours that a canvas takes: light-dark() and var() are worked out by the browser. */
export function readPaint(inside: HTMLElement): Paint {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const color = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const paint = {
    series: [1, 2, 3, 4, 5, 6].map((index) => color(`series-${index}`)),
    text: color('text'),
    muted: color('muted'),
    line: color('line'),
    edge: color('edge'),
    surface: color('surface'),
    accent: color('accent'),
  };
  probe.remove();
  return paint;
}

/** Calls back when light turns to dark or back, by the system or by Settings; returns the way out. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}
