import type { ChatSettings, ChatSettingsChange, ModelList } from '@kora/contracts';
import {
  answerSettings,
  defineElement,
  icon,
  isAbsent,
  messageOf,
  ownSettings,
  PanelElement,
  sharedStyles,
} from '@kora/plugin-sdk/ui';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { AMOUNTS } from '../message/raised-budget.ts';
import { placeBeside } from './place-beside.ts';

const MODES: readonly (readonly [ChatSettings['mode'], string])[] = [
  ['auto', 'Compute, a model for the rest'],
  ['deterministic_only', 'Never ask a model'],
  ['model_planned', 'Let the model plan'],
];
const WIDTH_PX = 320;
/** With fewer models nobody needs to search. */
const MANY = 10;

/** What the button says: who will answer. Models that are not known yet are null. */
export function answererOf({ mode, model }: Pick<ChatSettings, 'mode' | 'model'>, models: ModelList | null): string {
  if (mode === 'deterministic_only') return 'Deterministic only';
  const none = models?.models.length === 0 ? 'No model: calculations only' : 'Any model at hand';
  const name = isAbsent(model, models) ? `${model?.model_id}: not available` : (model?.model_id ?? none);
  return mode === 'model_planned' ? `${name} · plans` : name;
}

/** Who answers this conversation, and how: the model and the mode, chosen where one writes. */
export class KoraAnswerMenu extends PanelElement {
  static override properties = { query: { state: true } };
  static override styles = [
    sharedStyles,
    css`
      :host { display: inline-flex; min-width: 0; }
      .open { max-width: 18rem; color: var(--k-text-muted); font-size: var(--k-size-s); padding: 0 8px; }
      .open.absent { color: var(--k-warn); }
      .open span { overflow: hidden; text-overflow: ellipsis; }
      [popover] { inset: auto; width: min(320px, calc(100vw - 16px)); margin: 0; padding: 0; border: 1px solid var(--k-border-strong);
        border-radius: var(--k-radius-l); background: var(--k-surface); color: var(--k-text); }
      [popover]:popover-open { display: flex; flex-direction: column; }
      .choices { overflow: auto; padding: 12px 12px 0; }
      .find { padding: 4px 0 8px; }
      .find input::-webkit-search-cancel-button { appearance: none; }
      fieldset { margin: 0; padding: 0 0 12px; border: 0; min-width: 0; }
      legend { padding: 0 0 4px; font-size: var(--k-size-s); color: var(--k-text-muted); }
      label { display: flex; align-items: center; gap: 8px; min-height: 32px; padding: 4px 8px; border-radius: var(--k-radius); cursor: pointer; overflow-wrap: anywhere; }
      label:hover { background: var(--k-hover); }
      label.off { color: var(--k-text-muted); background: none; cursor: default; }
      label small { color: var(--k-text-muted); font-size: var(--k-size-s); margin-left: auto; white-space: nowrap; }
      .allowed { padding: 8px 12px 0; border-top: 1px solid var(--k-border); color: var(--k-text-muted); font-size: var(--k-size-s); line-height: 16px; }
      .foot { display: flex; flex-wrap: wrap; gap: 8px; padding: 8px 12px 12px; }
    `,
  ];

  /** What models are searched for. */
  declare query: string;

  constructor() {
    super();
    this.query = '';
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('[popover]');
  }

  async #change(change: ChatSettingsChange, given: 'model' | 'mode'): Promise<void> {
    const { [given]: _, ...others } = ownSettings(this.shared);
    try {
      await this.host.changeOwnSettings({ ...others, ...change });
    } catch (error) {
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const place = () => this.#place();
    addEventListener('resize', place);
    this.whenDisconnected(() => removeEventListener('resize', place));
  }

  #place(): void {
    const menu = this.#menu;
    const button = this.renderRoot.querySelector('.open');
    if (menu === null || button === null) return;
    placeBeside(menu, button, WIDTH_PX);
  }

  #opened(event: ToggleEvent): void {
    if (event.newState === 'open') this.#menu?.querySelector<HTMLInputElement>('input:checked')?.focus();
    else this.query = '';
  }

  /** Escape closes the menu, and must not stop an answer too. */
  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') event.stopPropagation();
  }

  #choice(group: 'model' | 'mode', checked: boolean, change: ChatSettingsChange, text: string, note = '', off = false) {
    return html`<label class=${off ? 'off' : ''}><input type="radio" name=${group} .checked=${live(checked)} ?disabled=${off} @change=${() => this.#change(change, group)}>${text}
      ${note === '' ? nothing : html`<small>${note}</small>`}</label>`;
  }

  #models() {
    const own = ownSettings(this.shared).model;
    const installed = this.shared.models?.models ?? [];
    const wanted = installed.filter(({ model_id }) => model_id.toLowerCase().includes(this.query.trim().toLowerCase()));
    const find = (event: Event) => {
      this.query = (event.target as HTMLInputElement).value;
    };
    return html`<fieldset><legend>Model</legend>
      ${installed.length < MANY ? nothing : html`<div class="find"><input type="search" aria-label="Find a model" placeholder="Find a model" .value=${live(this.query)} @input=${find}></div>`}
      ${this.query === '' ? this.#choice('model', own === undefined, {}, 'Default', this.shared.settings?.model?.model_id ?? '') : nothing}
      ${wanted.length === 0 && this.query !== '' ? html`<p class="small muted">No model is called so.</p>` : nothing}
      ${wanted.map(({ model_id, connector, remote, remote_allowed = false }) =>
        this.#choice(
          'model',
          own?.model_id === model_id && (own.connector === null || own.connector === connector),
          { model: { model_id, connector } },
          model_id,
          remote ? (remote_allowed ? 'leaves this computer' : 'not on this computer') : connector,
          remote && !remote_allowed,
        ),
      )}</fieldset>`;
  }

  #modes() {
    const own = ownSettings(this.shared).mode;
    const fallback = MODES.find(([id]) => id === this.shared.settings?.mode)?.[1] ?? '';
    return html`<fieldset><legend>How messages are answered</legend>
      ${this.#choice('mode', own === undefined, {}, 'Default', fallback)}
      ${MODES.map(([id, name]) => this.#choice('mode', own === id, { mode: id }, name))}</fieldset>`;
  }

  /** What an answer may use, and whether that is this conversation's own. */
  #budget({ budget }: ChatSettings) {
    const { max_tokens, max_time_ms, max_retries } = budget;
    const amounts = [
      AMOUNTS.max_tokens(max_tokens),
      AMOUNTS.max_time_ms(max_time_ms),
      AMOUNTS.max_retries(max_retries),
    ];
    const own = ownSettings(this.shared).budget === undefined ? '' : ', only here';
    return html`<p class="allowed numbers">An answer may use ${amounts.join(', ')}${own}.</p>`;
  }

  #leave(work: () => void) {
    return () => {
      this.#menu?.hidePopover();
      work();
    };
  }

  override render() {
    const settings = answerSettings(this.shared);
    if (settings === null) return nothing;
    const { models } = this.shared;
    const absent = settings.mode !== 'deterministic_only' && isAbsent(settings.model, models);
    return html`<button type="button" class="plain open ${absent ? 'absent' : ''}" popovertarget="menu" aria-haspopup="dialog" title="Choose how this conversation is answered">
        ${icon(absent ? 'alert' : 'model')}<span>${answererOf(settings, models)}</span></button>
      <div id="menu" popover role="dialog" aria-label="How this conversation is answered" @beforetoggle=${this.#place} @toggle=${this.#opened} @keydown=${this.#key}>
        <div class="choices">${this.#modes()}${this.#models()}</div>${this.#budget(settings)}
        <div class="foot"><button type="button" class="small" @click=${this.#leave(() => this.host.openSettings('conversation'))}>Budgets and sampling…</button>
          <button type="button" class="small" @click=${this.#leave(() => this.host.navigate('models'))}>Models…</button></div></div>`;
  }
}

defineElement('kora-answer-menu', KoraAnswerMenu);
