import type { ChatSettings, ChatSettingsChange, ModelList } from '@kora/contracts';
import { defineElement, messageOf, sharedStyles } from '@kora/plugin-sdk/ui';
import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { MODES } from './modes.ts';
import { NUMBER_FIELDS, type NumberField, parseNumber } from './number-field.ts';
import { settingsStyles } from './settings-styles.ts';

type Group = keyof ChatSettings;

/**
 * How messages are answered, as fields.
 * @property settings what holds now
 * @property own what a conversation changes of the defaults; null where these are the defaults
 * @property models what can be chosen
 * @property save keeps a change; what it rejects with is shown at the field
 * @property reset gives up a conversation's own value, for that of the defaults
 */
export class KoraExecutionForm extends LitElement {
  static override properties = {
    settings: { attribute: false },
    own: { attribute: false },
    models: { attribute: false },
    save: { attribute: false },
    reset: { attribute: false },
    problems: { state: true },
  };
  static override styles = [
    sharedStyles,
    settingsStyles,
    css`
      .wide { padding: 8px 0; }
      .wide label { padding-bottom: 4px; }
      textarea { min-height: 64px; resize: vertical; }
      .row .error { grid-column: 1 / -1; }
      .group { display: flex; align-items: center; justify-content: space-between; gap: 8px; min-height: 40px; padding-top: 12px; }
      .head { display: flex; align-items: center; justify-content: space-between; gap: 8px; min-height: 28px; padding-bottom: 4px; }
      .head label { padding: 0; }
      .own { display: inline-flex; align-items: center; gap: 8px; font-size: var(--k-size-s); color: var(--k-text-muted); }
    `,
  ];
  declare settings: ChatSettings;
  declare own: ChatSettingsChange | null;
  declare models: ModelList | null;
  declare save: (change: ChatSettingsChange) => Promise<void>;
  declare reset: ((group: Group) => Promise<void>) | undefined;
  /** What is wrong, by field. */
  declare problems: Readonly<Record<string, string>>;

  constructor() {
    super();
    this.own = null;
    this.models = null;
    this.problems = {};
  }

  async #try(field: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      const { [field]: _, ...others } = this.problems;
      this.problems = others;
    } catch (error) {
      this.problems = { ...this.problems, [field]: messageOf(error) };
    }
  }

  #problem(field: string) {
    const problem = this.problems[field];
    return problem === undefined ? nothing : html`<p class="error" role="alert">${problem}</p>`;
  }

  /** Says that a conversation has a value of its own, and the way back. */
  #mark(group: Group, name: string) {
    if (this.own === null || this.own[group] === undefined) return nothing;
    return html`<span class="own">Only here
      <button class="small" aria-label="Use default for ${name}" @click=${() => this.#try(group, async () => this.reset?.(group))}>Use default</button></span>`;
  }

  #number(field: NumberField) {
    const { settings } = this;
    const { id, label, help, min, max, step } = field;
    const changed = (event: Event) => {
      const value = parseNumber((event.target as HTMLInputElement).value, field);
      const change = typeof value === 'string' ? null : field.change(settings, value);
      if (change !== null) void this.#try(id, () => this.save(change));
      else this.problems = { ...this.problems, [id]: typeof value === 'string' ? value : 'A number is needed.' };
    };
    return html`<div class="row"><div><label for=${id}>${label}</label><p id="${id}-help">${help}</p></div>
      <input id=${id} type="number" inputmode="decimal" placeholder=${field.group === 'parameters' ? 'Default' : nothing} min=${min} max=${max} step=${step} aria-describedby="${id}-help"
        aria-invalid=${this.problems[id] === undefined ? 'false' : 'true'} .value=${String(field.read(settings) ?? '')} @change=${changed}>
      ${this.#problem(id)}</div>`;
  }

  #group(group: NumberField['group'], title: string) {
    return html`<div class="group"><h3>${title}</h3>${this.#mark(group, title.toLowerCase())}</div>
      ${NUMBER_FIELDS.filter((field) => field.group === group).map((field) => this.#number(field))}`;
  }

  #model() {
    const { model } = this.settings;
    const key = (connector: string | null, model_id: string) => JSON.stringify([connector, model_id]);
    const here = (this.models?.models ?? []).filter(({ remote }) => !remote);
    const listed = here.map(({ connector, model_id }) => ({ connector, model_id }));
    const gone = model !== null && !listed.some(({ model_id }) => model_id === model.model_id);
    const choices = gone ? [...listed, model] : listed;
    const chosen = (at: string) => choices.find(({ connector, model_id }) => key(connector, model_id) === at) ?? null;
    const save = (event: Event) => {
      const value = chosen((event.target as HTMLSelectElement).value);
      void this.#try('model', () => this.save({ model: value }));
    };
    const isSelected = ({ connector, model_id }: (typeof choices)[number]) =>
      model?.model_id === model_id && (model.connector === null || model.connector === connector);
    return html`<div class="wide"><div class="head"><label for="model">Model</label>${this.#mark('model', 'the model')}</div>
      <select id="model" @change=${save}><option value="" ?selected=${model === null}>Whichever is at hand on this computer</option>
        ${choices.map((each) => html`<option value=${key(each.connector, each.model_id)} ?selected=${isSelected(each)}>${each.model_id}${each.connector === null ? '' : ` · ${each.connector}`}</option>`)}</select>
      ${this.#problem('model')}</div>`;
  }

  override render() {
    const { settings } = this;
    const value = (event: Event) => (event.target as HTMLSelectElement | HTMLTextAreaElement).value;
    const mode = (event: Event) => {
      const chosen = MODES.find(([id]) => id === value(event));
      if (chosen !== undefined) void this.#try('mode', () => this.save({ mode: chosen[0] }));
    };
    return html`
      <div class="wide"><div class="head"><label for="mode">How messages are answered</label>${this.#mark('mode', 'how messages are answered')}</div>
        <select id="mode" @change=${mode}>${MODES.map(([id, name]) => html`<option value=${id} ?selected=${id === settings.mode}>${name}</option>`)}</select>
        ${this.#problem('mode')}</div>
      ${this.#model()}
      ${this.#group('budget', 'Budget of one model task')}
      ${this.#group('parameters', 'Sampling')}
      <div class="group"><h3>Answers</h3>${this.#mark('reuse', 'reuse')}</div>
      <div class="row tight"><div><label for="reuse">Reuse answers</label><p>An exact repeat of a validated answer is taken again, and marked so.</p></div>
        <span class="control"><input id="reuse" type="checkbox" .checked=${live(settings.reuse)}
          @change=${(event: Event) => this.#try('reuse', () => this.save({ reuse: (event.target as HTMLInputElement).checked }))}></span>${this.#problem('reuse')}</div>
      <div class="wide"><div class="head"><label for="system">Said to the model before ${this.own === null ? 'every' : 'this'} conversation</label>${this.#mark('system_prompt', 'what is said before')}</div>
        <textarea id="system" maxlength="20000" .value=${settings.system_prompt}
          @change=${(event: Event) => this.#try('system', () => this.save({ system_prompt: value(event) }))}></textarea>${this.#problem('system')}</div>
    `;
  }
}

defineElement('kora-execution-form', KoraExecutionForm);
