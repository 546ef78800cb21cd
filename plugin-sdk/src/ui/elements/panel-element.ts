import { LitElement, type PropertyDeclarations } from 'lit';
import type { UiHost } from '../host/ui-host.ts';
import type { UiState } from '../host/ui-state.ts';

/**
 * What panels extend: gets `host` from the frame before it is connected, and is drawn again when the shared state changes.
 * @property host what the frame gives
 */
export class PanelElement extends LitElement {
  static override properties: PropertyDeclarations = { host: { attribute: false } };
  declare host: UiHost;
  #leave: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leave.push(
      this.host.state.subscribe((state, before) => {
        this.stateChanged(state, before);
        this.requestUpdate();
      }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const leave of this.#leave.splice(0)) leave();
  }

  /** Runs when the element leaves the page. */
  protected whenDisconnected(undo: () => void): void {
    this.#leave.push(undo);
  }

  /** Follows the shared state, before the element is drawn again. */
  protected stateChanged(_state: UiState, _before: UiState): void {}

  /** The shared state. */
  protected get shared(): UiState {
    return this.host.state.value;
  }
}
