import { defineElement, PanelElement, sharedStyles, THEMES, type UiState } from '@kora/plugin-sdk/ui';
import { html } from 'lit';
import { settingsStyles } from './settings-styles.ts';

const NAMES = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Light or dark. */
export class KoraAppearance extends PanelElement {
  static override styles = [sharedStyles, settingsStyles];

  override render() {
    const choose = (event: Event) => this.host.setTheme((event.target as HTMLSelectElement).value as UiState['theme']);
    return html`<div class="row"><label for="theme">Theme</label>
      <select id="theme" @change=${choose}>${THEMES.map(
        (theme) => html`<option value=${theme} ?selected=${theme === this.shared.theme}>${NAMES[theme]}</option>`,
      )}</select></div>`;
  }
}

defineElement('kora-appearance', KoraAppearance);
