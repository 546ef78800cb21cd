import type { ModelDescriptor } from '@kora/contracts';
import { defineElement, icon, sharedStyles, type UiHost } from '@kora/plugin-sdk/ui';
import { css, html, LitElement, nothing } from 'lit';
import { placeBeside } from '../composer/place-beside.ts';
import { MessageActionEvent } from './message-events.ts';

const WIDTH_PX = 280;

/** Models that can be asked: those elsewhere only where the user allowed their host. */
export function askable(models: readonly ModelDescriptor[]): readonly ModelDescriptor[] {
  return models.filter(({ remote, remote_allowed = false }) => !remote || remote_allowed);
}

/**
 * Another answer from a model of choice, this once.
 * @property message_id the answer beside which the other one will stand
 * @fires kora-act a MessageAction
 */
export class KoraAgainMenu extends LitElement {
  static override properties = { host: { attribute: false }, message_id: { type: String } };
  static override styles = [
    sharedStyles,
    css`
      :host { display: inline-flex; }
      [popover] { inset: auto; width: min(280px, calc(100vw - 16px)); overflow: auto; margin: 0; padding: 8px;
        border: 1px solid var(--k-border-strong); border-radius: var(--k-radius-l); background: var(--k-surface); color: var(--k-text); }
      p { padding: 4px 8px; }
      [popover] button { width: 100%; justify-content: space-between; border-color: transparent; background: none; padding: 4px 8px; white-space: normal;
        text-align: left; overflow-wrap: anywhere; }
      small { color: var(--k-text-muted); font-size: var(--k-size-s); white-space: nowrap; }
    `,
  ];
  declare host: UiHost;
  declare message_id: string;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('resize', this.#place);
  }

  readonly #place = (): void => {
    const menu = this.renderRoot.querySelector<HTMLElement>('[popover]');
    const button = this.renderRoot.querySelector('.open');
    if (menu !== null && button !== null) placeBeside(menu, button, WIDTH_PX);
  };

  #toggled(event: ToggleEvent): void {
    if (event.newState === 'open') {
      addEventListener('resize', this.#place);
      this.renderRoot.querySelector<HTMLElement>('[popover] button')?.focus();
    } else removeEventListener('resize', this.#place);
  }

  #ask({ model_id, connector }: ModelDescriptor): void {
    this.renderRoot.querySelector<HTMLElement>('[popover]')?.hidePopover();
    const { message_id } = this;
    this.dispatchEvent(new MessageActionEvent({ type: 'regenerate', message_id, model: { model_id, connector } }));
  }

  override render() {
    const models = askable(this.host.state.value.models?.models ?? []);
    if (models.length < 2) return nothing;
    // Escape closes the menu, and must not stop an answer too.
    const key = (event: KeyboardEvent) => event.key === 'Escape' && event.stopPropagation();
    return html`<button type="button" class="icon small open" popovertarget="menu" aria-haspopup="dialog" aria-label="Ask another model"
        title="Ask another model">${icon('model')}</button>
      <div id="menu" popover role="dialog" aria-label="Ask another model" @beforetoggle=${this.#place} @toggle=${this.#toggled} @keydown=${key}>
        <p class="small muted">Ask another model, this once</p>
        ${models.map(
          (model) => html`<button type="button" @click=${() => this.#ask(model)}>${model.model_id}
            <small>${model.remote ? 'leaves this computer' : model.connector}</small></button>`,
        )}</div>`;
  }
}

defineElement('kora-again-menu', KoraAgainMenu);
