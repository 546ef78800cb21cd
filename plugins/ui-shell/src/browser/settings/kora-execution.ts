import type { ChatSettings, ChatSettingsChange } from '@kora/contracts';
import { defineElement, messageOf, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { NUMBER_FIELDS, type NumberField, parseNumber } from './number-field.ts';
import { settingsStyles } from './settings-styles.ts';

const MODES = [
  ['auto', 'Compute what can be computed, a model for the rest'],
  ['deterministic_only', 'Never ask a model'],
  ['model_planned', 'Let the model plan (its planning call counts)'],
] as const;

/** How chat messages are executed, unless a conversation says otherwise. */
export class KoraExecution extends PanelElement {
  static override properties = { problems: { state: true } };
  static override styles = [
    sharedStyles,
    settingsStyles,
    css`
      .wide { padding: 8px 0; }
      .wide label { padding-bottom: 4px; }
      textarea { min-height: 64px; resize: vertical; }
      .row .error { grid-column: 1 / -1; }
    `,
  ];
  /** What is wrong, by field. */
  declare problems: Readonly<Record<string, string>>;

  constructor() {
    super();
    this.problems = {};
  }

  async #change(field: string, change: ChatSettingsChange): Promise<void> {
    try {
      await this.host.changeSettings(change);
      const { [field]: _, ...others } = this.problems;
      this.problems = others;
    } catch (error) {
      this.problems = { ...this.problems, [field]: messageOf(error) };
    }
  }

  #number(field: NumberField, settings: ChatSettings) {
    const problem = this.problems[field.id];
    const changed = (event: Event) => {
      const value = parseNumber((event.target as HTMLInputElement).value, field);
      const change = typeof value === 'string' ? null : field.change(settings, value);
      if (change !== null) void this.#change(field.id, change);
      else this.problems = { ...this.problems, [field.id]: typeof value === 'string' ? value : 'A number is needed.' };
    };
    return html`<div class="row"><div><label for=${field.id}>${field.label}</label><p id="${field.id}-help">${field.help}</p></div>
      <input id=${field.id} type="number" inputmode="decimal" min=${field.min} max=${field.max} step=${field.step} aria-describedby="${field.id}-help"
        aria-invalid=${problem === undefined ? 'false' : 'true'} .value=${String(field.read(settings) ?? '')} @change=${changed}>
      ${problem === undefined ? nothing : html`<p class="error" role="alert">${problem}</p>`}</div>`;
  }

  override render() {
    const { settings } = this.shared;
    if (settings === null) return html`<p class="muted">Loading…</p>`;
    const value = (event: Event) => (event.target as HTMLSelectElement | HTMLTextAreaElement).value;
    const mode = (event: Event) => {
      const chosen = MODES.find(([id]) => id === value(event));
      if (chosen !== undefined) void this.#change('mode', { mode: chosen[0] });
    };
    return html`
      <div class="wide"><label for="mode">How messages are answered</label>
        <select id="mode" @change=${mode}>${MODES.map(([id, name]) => html`<option value=${id} ?selected=${id === settings.mode}>${name}</option>`)}</select></div>
      ${NUMBER_FIELDS.map((field) => this.#number(field, settings))}
      <div class="row"><div><label for="reuse">Reuse answers</label><p>An exact repeat of a validated answer is taken again, and marked so.</p></div>
        <span class="control"><input id="reuse" type="checkbox" .checked=${live(settings.reuse)}
          @change=${(event: Event) => this.#change('reuse', { reuse: (event.target as HTMLInputElement).checked })}></span></div>
      <div class="wide"><label for="system">Said to the model before every conversation</label>
        <textarea id="system" maxlength="20000" .value=${settings.system_prompt}
          @change=${(event: Event) => this.#change('system', { system_prompt: value(event) })}></textarea></div>
      ${Object.entries(this.problems)
        .filter(([field]) => ['mode', 'reuse', 'system'].includes(field))
        .map(([, problem]) => html`<p class="problem" role="alert">${problem}</p>`)}
    `;
  }
}

defineElement('kora-execution', KoraExecution);
