import { defineElement, PanelElement, sharedStyles, type UiCommand } from '@kora/plugin-sdk/ui';
import { css, html, nothing } from 'lit';
import { isAllowedShortcut, isMac, keyLabels, keyName } from '../keyboard/key-names.ts';
import { settingsStyles } from './settings-styles.ts';

/** Lists the shortcuts, gives them other keys, turns them off. */
export class KoraKeyboard extends PanelElement {
  static override properties = { recording: { state: true }, problem: { state: true } };
  static override styles = [
    sharedStyles,
    settingsStyles,
    css`
      .keys { display: inline-flex; gap: 4px; justify-content: center; }
      label.switch { display: flex; gap: 8px; align-items: center; padding-bottom: 8px; }
    `,
  ];
  /** Id of the command that waits for a key. */
  declare recording: string | null;
  declare problem: string | null;

  constructor() {
    super();
    this.recording = null;
    this.problem = null;
  }

  #record(event: KeyboardEvent, command: UiCommand): void {
    if (this.recording !== command.id || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const keys = keyName(event, isMac());
    if (keys === null) return;
    this.recording = null;
    const { shortcuts } = this.host;
    const other = shortcuts.list.find((each) => each.id !== command.id && shortcuts.keysOf(each) === keys);
    if (!isAllowedShortcut(keys)) this.problem = 'A shortcut needs Ctrl, Cmd or Alt, so that typing never sets it off.';
    else if (other !== undefined)
      this.problem = `${keyLabels(keys, isMac()).join(' ')} belongs to “${other.title}” already.`;
    else {
      this.problem = null;
      shortcuts.change(command.id, keys);
    }
  }

  #row(command: UiCommand) {
    const { shortcuts } = this.host;
    const keys = shortcuts.keysOf(command);
    const waiting = this.recording === command.id;
    const reset = () => {
      shortcuts.change(command.id, null);
      this.requestUpdate();
    };
    return html`<div class="row tight"><span>${command.title}</span><span class="control">
      ${keys === command.keys ? nothing : html`<button class="plain small" @click=${reset}>Reset</button>`}
      <button @keydown=${(event: KeyboardEvent) => this.#record(event, command)}
        @blur=${() => {
          this.recording = null;
        }}
        @click=${() => {
          this.recording = command.id;
        }}>${waiting ? 'Press keys…' : html`<span class="keys">${keyLabels(keys, isMac()).map((label) => html`<kbd>${label}</kbd>`)}</span>`}
        <span class="hidden">to ${waiting ? 'become the keys' : 'change the keys'} for ${command.title}</span></button>
    </span></div>`;
  }

  override render() {
    const { shortcuts } = this.host;
    const toggle = (event: Event) => {
      shortcuts.enable((event.target as HTMLInputElement).checked);
      this.requestUpdate();
    };
    return html`<label class="switch"><input type="checkbox" .checked=${shortcuts.enabled} @change=${toggle}> Use keyboard shortcuts</label>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${shortcuts.list.filter(({ keys }) => keys !== '').map((command) => this.#row(command))}
      <div class="row tight"><span>Send the message</span><span class="control"><kbd>Enter</kbd></span></div>
      <div class="row tight"><span>Begin a new line</span><span class="control"><kbd>Shift</kbd><kbd>Enter</kbd></span></div>`;
  }
}

defineElement('kora-keyboard', KoraKeyboard);
