import {
  defineElement,
  formatBytes,
  formatDuration,
  icon,
  messageOf,
  PanelElement,
  sharedStyles,
} from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import type { Download } from './library.ts';
import { modelsStyles } from './models-styles.ts';

const WORDS: Readonly<Record<Download['state'], string>> = {
  downloading: 'Downloading',
  verifying: 'Verifying',
  paused: 'Paused',
  interrupted: 'Interrupted',
  failed: 'Failed',
  completed: 'Installed',
  cancelled: 'Cancelled',
};

/**
 * A download with what can be done about it.
 * @property download it
 * @fires kora-library-changed when somebody did
 */
export class KoraDownload extends PanelElement {
  static override properties = { download: { attribute: false } };
  static override styles = [sharedStyles, modelsStyles];
  declare download: Download;

  async #act(action: 'pause' | 'resume' | 'cancel'): Promise<void> {
    try {
      await this.host.api.post(`/models/downloads/${this.download.id}/${action}`);
    } catch (error) {
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
    this.dispatchEvent(new CustomEvent('kora-library-changed', { bubbles: true, composed: true }));
  }

  override render() {
    const {
      model_id,
      state,
      received_bytes,
      total_bytes,
      hashed_bytes,
      bytes_per_second,
      seconds_left,
      error,
      notices,
    } = this.download;
    const running = state === 'downloading' || state === 'verifying';
    const done = state === 'verifying' ? hashed_bytes : received_bytes;
    const facts = [
      WORDS[state],
      total_bytes === null ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(total_bytes)}`,
      state === 'downloading' && bytes_per_second !== null ? `${formatBytes(bytes_per_second)}/s` : null,
      state === 'downloading' && seconds_left !== null ? `${formatDuration(seconds_left * 1000)} left` : null,
    ];
    return html`<div class="item">
      <div><h3>${model_id}</h3><p class="facts">${facts.filter((fact) => fact !== null).map((fact) => html`<span>${fact}</span>`)}</p></div>
      <div class="buttons">
        ${
          running
            ? html`<button aria-label="Pause ${model_id}" @click=${() => this.#act('pause')}>${icon('pause')}Pause</button>`
            : html`<button aria-label="Resume ${model_id}" @click=${() => this.#act('resume')}>${icon('play')}Resume</button>`
        }
        <button aria-label="Cancel ${model_id}" @click=${() => this.#act('cancel')}>Cancel</button></div>
      <div class="full"><progress max=${total_bytes ?? 1} .value=${total_bytes === null ? 0 : done} aria-label="Progress of ${model_id}"></progress></div>
      ${error === null ? nothing : html`<p class="full error" role="alert">${error.message}</p>`}
      ${error === null && notices.length > 0 ? html`<p class="full small muted">${notices.at(-1)?.message}</p>` : nothing}
    </div>`;
  }
}

defineElement('kora-download', KoraDownload);
