import type { StudioSettings } from '@kora/contracts';
import {
  defineElement,
  formatBytes,
  formatCount,
  icon,
  messageOf,
  PanelElement,
  sharedStyles,
} from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { exportFile } from '../transfer/export-file.ts';
import { type ImportProgress, importFiles } from '../transfer/import-file.ts';
import { settingsStyles } from './settings-styles.ts';

/** Conversations that are named when they are left out. */
const MOST_NAMED = 5;

type Place = 'keep' | 'export' | 'import' | 'delete';

/** What came of something, said where it was begun: a dialog hides what lies behind it, from screen readers too. */
interface Outcome {
  readonly place: Place;
  readonly text: string;
  /** More about it, a line each. */
  readonly lines: readonly string[];
  readonly failed: boolean;
}

/** Conversations out and in, and the way to leave nothing behind. */
export class KoraData extends PanelElement {
  static override properties = {
    busy: { state: true },
    settings: { state: true },
    deleting: { state: true },
    importing: { state: true },
    outcome: { state: true },
  };
  static override styles = [sharedStyles, settingsStyles];
  declare busy: boolean;
  /** Null before they were read. */
  declare settings: StudioSettings | null;
  declare deleting: boolean;
  /** Null while nothing comes in. */
  declare importing: ImportProgress | null;
  /** Null before anything was done. */
  declare outcome: Outcome | null;
  #stop: AbortController | null = null;

  constructor() {
    super();
    this.busy = false;
    this.settings = null;
    this.deleting = false;
    this.importing = null;
    this.outcome = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What was done the last time is no news any more.
    if (!this.busy) this.outcome = null;
    this.host.api.get<StudioSettings>('/config').then(
      (settings) => {
        this.settings = settings;
      },
      (error) => this.host.notify({ text: messageOf(error), tone: 'error' }),
    );
  }

  async #keep(event: Event): Promise<void> {
    const keep_run_contents = (event.target as HTMLInputElement).checked;
    const before = this.settings;
    // Shown at once, and taken back when it is refused.
    this.settings = before === null ? null : { ...before, keep_run_contents };
    await this.#try('keep', async () => {
      await this.host.api.patch<StudioSettings>('/config', { keep_run_contents }).catch((error) => {
        this.settings = before;
        throw error;
      });
      return keep_run_contents ? 'Contents of runs are kept.' : 'Contents of runs that begin now are not kept.';
    });
  }

  #contents() {
    if (this.settings === null) return nothing;
    const { keep_run_contents, set_by_environment } = this.settings;
    const variable = set_by_environment.keep_run_contents;
    return html`<div class="row tight"><div><label for="keep">Keep contents of runs</label>
      <p>Inputs, model answers and outputs, for inspection and replay. Telemetry without contents is always kept.
        ${variable === undefined ? nothing : `The environment variable ${variable} decides this.`}</p></div>
      <span class="control"><input id="keep" type="checkbox" .checked=${live(keep_run_contents)} ?disabled=${this.busy || variable !== undefined}
        @change=${this.#keep}></span>${this.#said('keep')}</div>`;
  }

  async #try(place: Place, work: () => Promise<string | Pick<Outcome, 'text' | 'lines'>>): Promise<void> {
    this.busy = true;
    this.outcome = null;
    let failed = false;
    const came = await work().catch((error) => {
      failed = true;
      return messageOf(error);
    });
    const said = typeof came === 'string' ? { text: came, lines: [] } : came;
    this.outcome = { place, failed, ...said };
    // Whoever has gone on to something else hears of it all the same.
    if (!this.isConnected) this.host.notify({ text: said.text, ...(failed ? { tone: 'error' } : {}) });
    this.busy = false;
  }

  #said(at: Place) {
    if (this.outcome?.place !== at) return nothing;
    const { text, lines, failed } = this.outcome;
    return html`<div class="outcome ${failed ? 'error' : ''}" role=${failed ? 'alert' : 'status'}>${icon(failed ? 'alert' : 'check')}<div>${text}
      ${lines.length === 0 ? nothing : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}</div></div>`;
  }

  #export(format: 'json' | 'markdown'): Promise<void> {
    return this.#try('export', async () => {
      const { file_name, conversations } = await exportFile(this.host.api, format);
      return `Exported ${formatCount(conversations, 'conversation')} as ${file_name}.`;
    });
  }

  async #import(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    if (files.length === 0) return;
    const stop = new AbortController();
    this.#stop = stop;
    const progress = (state: ImportProgress) => {
      this.importing = state;
    };
    await this.#try('import', async () => {
      const tools = { api: this.host.api, signal: stop.signal, progress };
      const { imported, skipped, skipped_count } = await importFiles(files, tools).catch((error) => {
        if (stop.signal.aborted && this.importing !== null) return this.importing;
        throw error;
      });
      const were = skipped_count === 1 ? 'was' : 'were';
      const left = skipped_count === 0 ? '' : ` ${skipped_count} ${were} left out:`;
      const lines = skipped.slice(0, MOST_NAMED).map(({ title, reason }) => `“${title || 'Untitled'}”: ${reason}`);
      const more = skipped_count - lines.length;
      return {
        text: `Imported ${formatCount(imported, 'conversation')}.${left}`,
        lines: more > 0 && lines.length > 0 ? [...lines, `and ${more} more`] : lines,
      };
    });
    this.importing = null;
    this.host.runCommand('conversations.reload');
    input.value = '';
  }

  #progress() {
    if (this.importing === null) return nothing;
    const { read_bytes, total_bytes, imported } = this.importing;
    return html`<div class="importing" role="group" aria-label="Import">
      <progress max=${total_bytes} .value=${read_bytes} aria-label="Progress of the import"></progress>
      <span class="small muted numbers">${formatBytes(read_bytes)} of ${formatBytes(total_bytes)} · ${formatCount(imported, 'conversation')}</span>
      <button class="small" @click=${() => this.#stop?.abort()}>Stop</button></div>`;
  }

  #delete(): Promise<void> {
    this.deleting = false;
    return this.#try('delete', async () => {
      await this.host.api.delete('/local-data', { confirm: 'delete' });
      this.host.navigate('chat');
      this.host.runCommand('chat.forget');
      this.host.runCommand('conversations.reload');
      return 'Conversations and runs were deleted from this computer.';
    });
  }

  #confirm() {
    if (!this.deleting) return nothing;
    const close = () => {
      this.deleting = false;
    };
    return html`<kora-dialog .open=${true} heading="Delete all local data?" @kora-close=${close}>
      <p>All conversations, their attachments, and telemetry and contents of all runs will be deleted. Models stay. This cannot be undone.</p>
      <button slot="footer" @click=${close}>Keep everything</button>
      <button slot="footer" class="danger" @click=${this.#delete}>${icon('trash')}Delete all</button></kora-dialog>`;
  }

  override render() {
    return html`
      ${this.#contents()}
      <div class="row tight"><div>Export all conversations<p>A copy is kept in the folder exports of Studio’s data.</p></div><span class="control">
        <button ?disabled=${this.busy} @click=${() => this.#export('json')}>JSON</button>
        <button ?disabled=${this.busy} @click=${() => this.#export('markdown')}>Markdown</button></span>${this.#said('export')}</div>
      <div class="row tight"><div>Import conversations<p>An export of KORA Studio, or of ChatGPT: the ZIP file as it came, or conversations.json. Nothing is overwritten.</p></div>
        <span class="control"><button ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}>Choose a file</button>
        <input type="file" hidden multiple accept=".zip,.json,application/zip,application/json" aria-label="Export to import" @change=${this.#import}></span>${this.#progress()}${this.#said('import')}</div>
      <div class="row tight"><div>Delete all local data<p>Conversations, attachments and the record of runs.</p></div>
        <span class="control"><button class="danger" ?disabled=${this.busy} @click=${() => {
          this.deleting = true;
        }}>Delete all…</button></span>${this.#said('delete')}</div>
      ${this.#confirm()}`;
  }
}

defineElement('kora-data', KoraData);
