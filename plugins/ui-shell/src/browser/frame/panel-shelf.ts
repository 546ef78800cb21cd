import type { PanelList, PlacedPanel } from '@kora/contracts';
import type { UiHost } from '@kora/plugin-sdk/ui';

/** A panel whose element exists, or the reason why it does not. */
export type ShelvedPanel =
  | { readonly panel: PlacedPanel; readonly element: HTMLElement }
  | { readonly panel: PlacedPanel; readonly problem: string };

const MOST_TRIES = 4;

/** Knows which panels there are, and makes their elements when a slot is first looked at. */
export class PanelShelf {
  panels: readonly PlacedPanel[] = [];
  readonly #host: UiHost;
  readonly #made = new Map<string, ShelvedPanel>();
  readonly #pending = new Set<string>();
  /** How often a module did not load. Browsers may remember that of an address. */
  readonly #failures = new Map<string, number>();
  readonly #changed: () => void;

  constructor(host: UiHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** Asks which panels there are now. Elements of panels that are gone, or came from another build, go. */
  async refresh(): Promise<void> {
    const { panels } = await this.#host.api.get<PanelList>('/panels');
    const current = new Set(panels.map(({ module_url, id }) => `${module_url} ${id}`));
    // What did not load is tried again: Studio may not have been there.
    for (const [key, made] of this.#made)
      if (!current.has(key) || ('problem' in made && (this.#failures.get(key) ?? 0) < MOST_TRIES))
        this.#made.delete(key);
    this.panels = panels;
    this.#changed();
  }

  in(slot: PlacedPanel['slot']): readonly PlacedPanel[] {
    return this.panels.filter((panel) => panel.slot === slot);
  }

  /** The element of a panel; null while its module is loaded, and then the frame is drawn again. */
  take(panel: PlacedPanel): ShelvedPanel | null {
    const key = `${panel.module_url} ${panel.id}`;
    const made = this.#made.get(key);
    if (made === undefined && !this.#pending.has(key)) void this.#make(key, panel);
    return made ?? null;
  }

  async #make(key: string, panel: PlacedPanel): Promise<void> {
    this.#pending.add(key);
    try {
      const failures = this.#failures.get(key) ?? 0;
      await import(failures === 0 ? panel.module_url : `${panel.module_url}?again=${failures}`);
      await customElements.whenDefined(panel.element);
      const element = Object.assign(document.createElement(panel.element), { host: this.#host });
      this.#made.set(key, { panel, element });
    } catch (error) {
      this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
      const reason = error instanceof Error ? error.message : 'no reason was given';
      this.#made.set(key, {
        panel,
        problem:
          this.#host.state.value.connection === 'lost'
            ? `${panel.title} cannot be shown while Studio does not answer.`
            : `The panel ${panel.id} of plugin ${panel.plugin_id} does not load: ${reason}`,
      });
    }
    this.#pending.delete(key);
    this.#changed();
  }
}
