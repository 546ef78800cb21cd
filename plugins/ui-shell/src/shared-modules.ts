/**
 * What the page's import map shares with all panels, by the name they import it with, and the file below `ui/` that holds it.
 * There is one Lit in the page, whatever number of panels use it.
 */
export const SHARED_MODULES = {
  lit: 'shared/lit',
  'lit/directives/class-map.js': 'shared/class-map',
  'lit/directives/if-defined.js': 'shared/if-defined',
  'lit/directives/live.js': 'shared/live',
  'lit/directives/repeat.js': 'shared/repeat',
  '@lit/task': 'shared/task',
  '@kora/plugin-sdk/ui': 'shared/ui',
} as const;
