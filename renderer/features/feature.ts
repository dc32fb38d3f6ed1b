import type { Component } from 'svelte';
import type { Project } from '#app/contract/projects.ts';
import type { Command } from '#renderer/frame/commands.svelte.ts';

/** What a view is given: the open project (null where there is none yet, as at #/p/new/data) and the rest of the address. */
export interface ViewProps {
  project: Project | null;
  path: readonly string[];
  query: Readonly<Record<string, string>>;
}

/** A sign at the rail: done, something needs you, or going on; `note` says what, for the tooltip. */
export interface Mark {
  kind: 'ready' | 'needs' | 'running';
  note: string;
}

/** A feature as the frame sees it; features/index.ts has them all, in the rail's order. */
export interface Feature {
  /** Its place in addresses: #/p/3/NAME. */
  name: string;
  /** Its word in the rail. */
  title: string;
  icon: Component;
  /** The letter after G. */
  key: string;
  /** `project` needs an open project (null is handed in at #/p/new/…); `foot` stands at the foot of the rail. */
  place: 'home' | 'project' | 'foot';
  View: Component<ViewProps>;
  /** Commands that exist whether or not the view is open; reactive. */
  commands?: (project: Project | null) => readonly Command[];
  /** Reactive; only asked with a project open. */
  mark?: (project: Project) => Mark | null;
}
