import FolderOpen from '@lucide/svelte/icons/folder-open';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Plus from '@lucide/svelte/icons/plus';
import Search from '@lucide/svelte/icons/search';
import type { Feature } from '#renderer/features/feature.ts';
import type { Command } from './commands.svelte.ts';
import { explainFocused } from './explain.ts';
import { frame } from './frame.svelte.ts';
import { nextPane } from './panes.ts';
import { router } from './router.svelte.ts';

/** The commands that are always there: going places, palette, switcher, panes, keys. */
export function frameCommands(features: readonly Feature[], project: number | null, viewKeys: boolean): Command[] {
  return [
    {
      id: 'project.new',
      title: 'New project from my own data',
      group: 'Project',
      icon: Plus,
      menu: 'File',
      keywords: ['import', 'create', 'folder'],
      run: () => router.go({ view: 'data', project: null }),
    },
    {
      id: 'project.switch',
      title: 'Switch project',
      group: 'Project',
      keys: 'Mod+O',
      icon: FolderOpen,
      menu: 'File',
      keywords: ['open'],
      run: () => frame.show('switcher'),
    },
    ...features.map((feature) => ({
      id: `go.${feature.name}`,
      title: `Go to ${feature.title}`,
      group: 'Go to',
      icon: feature.icon,
      menu: 'View' as const,
      ...(viewKeys ? { keys: `G ${feature.key}` } : {}),
      run: () => router.go({ view: feature.name, project: feature.place === 'project' ? project : null }),
    })),
    {
      id: 'frame.palette',
      title: 'Search or run',
      group: 'Window',
      keys: 'Mod+K',
      icon: Search,
      menu: 'View',
      quiet: true,
      run: () => frame.show('palette'),
    },
    { id: 'frame.pane', title: 'Next pane', group: 'Window', keys: 'F6', quiet: true, run: () => nextPane(1) },
    { id: 'frame.pane-back', title: 'Pane before', group: 'Window', keys: 'Shift+F6', quiet: true, run: () => nextPane(-1) },
    {
      id: 'frame.explain',
      title: 'Explain what has the focus',
      group: 'Window',
      keys: 'F1',
      menu: 'Help',
      quiet: true,
      run: explainFocused,
    },
    {
      id: 'frame.keys',
      title: 'Keys',
      group: 'Window',
      keys: '?',
      icon: Keyboard,
      menu: 'Help',
      keywords: ['shortcuts', 'keyboard'],
      run: () => frame.show('keys'),
    },
  ];
}
