export const PANEL_SPEC_VERSION = '1.0';

/** `frame` is the page itself, which places the panels of the other slots; one panel fills it. */
export const PANEL_SLOTS = ['frame', 'sidebar', 'main', 'inspector', 'settings', 'status'] as const;

/** A piece of the UI: a custom element from an ES module in the plugin, placed into a slot of the frame. */
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
  /**
   * Only for `frame`: modules that all panels share, by the name they import them with, such as `lit`; paths inside the
   * plugin's folder. They become the page's import map.
   */
  readonly imports?: { readonly [specifier: string]: string };
  /** Only for `frame`: style sheet, web app manifest and icon of the page; paths inside the plugin's folder. */
  readonly page?: { readonly style?: string; readonly manifest?: string; readonly icon?: string };
}

/** One line of `GET /panels`: a panel and the address of its module. */
export interface PlacedPanel {
  readonly id: string;
  readonly plugin_id: string;
  readonly slot: (typeof PANEL_SLOTS)[number];
  readonly element: string;
  readonly title: string;
  readonly order: number;
  /** Such as `/plugin-files/ui-chat/0.1.0/index.js`; changes with the plugin's version. */
  readonly module_url: string;
}
