import type { ChatSettings, ChatSettingsChange } from '@kora/contracts';
import { answerSettings, defineElement, ownSettings, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html } from 'lit';
import { settingsStyles } from './settings-styles.ts';
import './kora-execution-form.ts';

/** How the messages of one conversation are executed: the one on screen, or the one that begins next. */
export class KoraConversation extends PanelElement {
  static override styles = [sharedStyles, settingsStyles];
  readonly #save = (change: ChatSettingsChange) =>
    this.host.changeOwnSettings({ ...ownSettings(this.shared), ...change });
  readonly #reset = (group: keyof ChatSettings) => {
    const { [group]: _, ...others } = ownSettings(this.shared);
    return this.host.changeOwnSettings(others);
  };

  override render() {
    const settings = answerSettings(this.shared);
    if (settings === null) return html`<p class="muted">Loading…</p>`;
    const { conversation, models } = this.shared;
    const which =
      conversation === null ? 'the conversation that you begin next' : `“${conversation.title || 'Untitled'}”`;
    return html`<p class="small muted">Only for ${which}; what is not changed here follows the defaults.</p>
      <kora-execution-form .settings=${settings} .own=${ownSettings(this.shared)} .models=${models} .save=${this.#save}
        .reset=${this.#reset}></kora-execution-form>`;
  }
}

defineElement('kora-conversation', KoraConversation);
