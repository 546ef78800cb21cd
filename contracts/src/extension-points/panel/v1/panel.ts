export const PANEL_SPEC_VERSION = '1.0';

export const PANEL_SLOTS = ['sidebar', 'main', 'inspector', 'settings', 'status'] as const;

/** A piece of the UI: a custom element from an ES module in the plugin, placed into a slot of the shell. */
export interface Panel {
  readonly id: string;
  readonly specVersion: typeof PANEL_SPEC_VERSION;
  readonly slot: (typeof PANEL_SLOTS)[number];
  /** Name of the custom element, which the module defines. */
  readonly element: string;
  /** Path of the module inside the plugin's folder. */
  readonly module: string;
  readonly title: string;
  /** Smaller comes first. */
  readonly order: number;
}
