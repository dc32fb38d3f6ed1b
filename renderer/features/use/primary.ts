import type { Component } from 'svelte';

/** A tab's primary button, which stands in the view's header. */
export interface Primary {
  label: string;
  run: () => void;
  icon?: Component;
  reason?: string | undefined;
  busy?: boolean;
}
