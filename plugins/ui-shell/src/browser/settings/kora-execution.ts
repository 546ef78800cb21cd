import type { ChatSettingsChange } from '@kora/contracts';
import { defineElement, icon, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
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
      <kora-execution-form .settings=${settings} .models=${models} .save=${this.#save}></kora-execution-form>
      ${this.#looking()}`;
  }

  /** What changes nothing of how messages are executed, only what is shown of it. */
  #looking() {
    const verbose = (event: Event) => this.host.setVerbose((event.target as HTMLInputElement).checked);
    return html`<h3>Looking closely</h3>
      <div class="row tight"><div><label for="verbose">Verbose telemetry</label><p id="verbose-help">Unfolds tasks, budgets, attempts and hashes below
        every answer, in this browser. What is recorded is the same.</p></div>
        <span class="control"><input id="verbose" type="checkbox" aria-describedby="verbose-help" .checked=${live(this.shared.verbose)} @change=${verbose}></span></div>
      <div class="row tight"><div>Schema enforcement<p>Always on: an output that fails its schema is never an answer. The card of such an answer names each
        path that failed, and its attempts.</p></div><span class="badge good">${icon('check')}On</span></div>`;
  }
}

defineElement('kora-execution', KoraExecution);
