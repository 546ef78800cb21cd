import type { ModelDescriptor } from '@kora/contracts';
import {
  ApiError,
  defineElement,
  formatBytes,
  icon,
  messageOf,
  PanelElement,
  runtimeName,
  sharedStyles,
} from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import { FIT_WORDS, type ModelDetails, memoryText } from './library.ts';
import { modelsStyles } from './models-styles.ts';

interface Checked {
  readonly share: number;
  /** Null while it goes on. */
  readonly verdict: { readonly ok: boolean; readonly problem: string | null } | null;
}

/**
 * An installed model.
 * @property model it
 * @property registered whether Studio's own catalog has it, so that it can be verified and removed
 * @fires kora-library-changed when it was removed
 */
export class KoraModelRow extends PanelElement {
  static override properties = {
    model: { attribute: false },
    registered: { type: Boolean },
    details: { state: true },
    checked: { state: true },
    removing: { state: true },
  };
  static override styles = [sharedStyles, modelsStyles];
  declare model: ModelDescriptor;
  declare registered: boolean;
  declare details: ModelDetails | null;
  declare checked: Checked | null;
  declare removing: boolean;

  constructor() {
    super();
    this.registered = false;
    this.details = null;
    this.checked = null;
    this.removing = false;
  }

  get #path(): string {
    return `/models/catalog/${encodeURIComponent(this.model.model_id)}`;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
  }

  #use(): Promise<void> {
    const { model_id, connector } = this.model;
    return this.#try(async () => {
      await this.host.changeSettings({ model: { model_id, connector } });
      this.host.notify({
        text: `${model_id} answers from now on.`,
        action: { label: 'Chat', run: () => this.host.navigate('chat') },
      });
    });
  }

  #toggle(): Promise<void> {
    return this.#try(async () => {
      this.details = this.details === null ? await this.host.api.get<ModelDetails>(this.#path) : null;
    });
  }

  #verify(): Promise<void> {
    return this.#try(async () => {
      this.checked = { share: 0, verdict: null };
      for await (const { event, data } of this.host.api.stream('POST', `${this.#path}/verify`)) {
        if (event === 'progress') {
          const { checked_bytes, total_bytes } = data as { checked_bytes: number; total_bytes: number };
          this.checked = { share: checked_bytes / Math.max(1, total_bytes), verdict: null };
        } else if (event === 'verdict') this.checked = { share: 1, verdict: data as Checked['verdict'] };
      }
    });
  }

  #remove(): Promise<void> {
    this.removing = false;
    return this.#try(async () => {
      await this.host.api.delete(this.#path).catch((error) => {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
      });
      if (this.shared.settings?.model?.model_id === this.model.model_id)
        await this.host.changeSettings({ model: null });
      this.dispatchEvent(new CustomEvent('kora-library-changed', { bubbles: true, composed: true }));
    });
  }

  #details({ entry, problem, architecture, name, parameters, memory, fit }: ModelDetails) {
    const rows: readonly (readonly [string, string | null])[] = [
      ['Name', name],
      ['Architecture', architecture],
      ['Parameters', parameters === null ? null : parameters.toLocaleString('en')],
      ['Memory', `${memoryText(memory.total_bytes)}. ${FIT_WORDS[fit.verdict].text}`],
      ['File', entry.file_paths.join(', ')],
      ['SHA-256', entry.checksum],
      ['Licence', entry.license],
      ['From', entry.source_url],
    ];
    return html`<div class="full">
      ${problem === null ? nothing : html`<p class="error" role="alert">${problem}</p>`}
      <dl>${rows.map(([label, value]) => (value === null ? nothing : html`<dt>${label}</dt><dd class="data">${value}</dd>`))}</dl>
      <div class="buttons rule">
        <button class="small" @click=${this.#verify}>${icon('check')}Verify the file</button>
        <button class="small danger" @click=${() => {
          this.removing = true;
        }}>${icon('trash')}Remove</button></div>
    </div>`;
  }

  #check() {
    if (this.checked === null) return nothing;
    const { share, verdict } = this.checked;
    if (verdict === null)
      return html`<div class="full"><progress max="1" .value=${share} aria-label="Verifying"></progress></div>`;
    return html`<p class="full ${verdict.ok ? 'good' : 'bad'}" role="status">${verdict.ok ? 'Every byte is as it was installed.' : verdict.problem}</p>`;
  }

  #confirm() {
    if (!this.removing) return nothing;
    const close = () => {
      this.removing = false;
    };
    return html`<kora-dialog .open=${true} heading="Remove ${this.model.model_id}?" @kora-close=${close}>
      <p>It is taken off the list. Its files stay where they are on this computer.</p>
      <button slot="footer" @click=${close}>Keep it</button>
      <button slot="footer" class="danger" @click=${this.#remove}>Remove</button></kora-dialog>`;
  }

  override render() {
    const {
      model_id,
      connector,
      quantization,
      context_tokens,
      size_bytes,
      required_vram_mb,
      loaded,
      remote,
      remote_allowed,
    } = this.model;
    const chosen = this.shared.settings?.model ?? null;
    const used = chosen?.model_id === model_id && (chosen.connector === null || chosen.connector === connector);
    const facts = [
      runtimeName(connector),
      quantization,
      size_bytes === null ? null : formatBytes(size_bytes),
      required_vram_mb === null ? null : `needs ${memoryText(required_vram_mb * 1_048_576)} of memory`,
      context_tokens === null ? null : `${context_tokens.toLocaleString('en')} tokens of context`,
    ];
    return html`<div class="item">
      <div><h3>${model_id}
        ${used ? html`<span class="badge accent">${icon('check')}In use</span>` : nothing}
        ${remote ? html`<span class="badge warn">${icon('alert')}${remote_allowed ? 'Remote: leaves this computer' : 'Remote: refused, its host is not allowed'}</span>` : nothing}
        ${loaded ? html`<span class="badge">Loaded</span>` : nothing}</h3>
        <p class="facts">${facts.filter((fact) => fact !== null).map((fact) => html`<span>${fact}</span>`)}</p></div>
      <div class="buttons">
        ${this.registered ? html`<button class="plain" aria-expanded=${this.details !== null} @click=${this.#toggle}>Details</button>` : nothing}
        ${used || (remote && !remote_allowed) ? nothing : html`<button aria-label="Use ${model_id}" @click=${this.#use}>Use</button>`}</div>
      ${this.details === null ? nothing : this.#details(this.details)} ${this.#check()}
    </div>${this.#confirm()}`;
  }
}

defineElement('kora-model-row', KoraModelRow);
