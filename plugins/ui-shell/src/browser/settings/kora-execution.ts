import type { ChatSettingsChange } from '@kora/contracts';
import { defineElement, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html } from 'lit';
import { settingsStyles } from './settings-styles.ts';
import './kora-execution-form.ts';

/** How chat messages are executed, unless a conversation says otherwise. */
export class KoraExecution extends PanelElement {
  static override styles = [sharedStyles, settingsStyles];
  readonly #save = (change: ChatSettingsChange) => this.host.changeSettings(change);

  override render() {
    const { settings, models } = this.shared;
    if (settings === null) return html`<p class="muted">Loading…</p>`;
    return html`<p class="small muted">For every conversation that does not say otherwise.</p>
      <kora-execution-form .settings=${settings} .models=${models} .save=${this.#save}></kora-execution-form>`;
  }
}

defineElement('kora-execution', KoraExecution);
