import type { Catalog } from '@kora/contracts';
import { defineElement, formatBytes, messageOf, PanelElement, sharedStyles, type UiState } from '@kora/plugin-sdk/ui';
import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type CuratedModel, type Download, type Hardware, type Importable, isUnfinished } from './library.ts';
import './kora-download.ts';
import './kora-model-row.ts';
import './kora-nearby.ts';
import './kora-offers.ts';

const WATCH_MS = 700;

/** What the model library knows. */
interface Library {
  /** Ids of the models in Studio's own catalog. */
  readonly registered: ReadonlySet<string>;
  readonly offers: readonly CuratedModel[];
  readonly hardware: Hardware | null;
  readonly importable: readonly Importable[];
}
const NOTHING: Library = { registered: new Set(), offers: [], hardware: null, importable: [] };

/** The model manager. */
export class KoraModels extends PanelElement {
  static override properties = {
    library: { state: true },
    downloads: { state: true },
    problem: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; overflow: auto; }
      .page { max-width: 880px; margin: 0 auto; padding: 24px 16px 48px; display: grid; gap: 32px; }
      section { display: grid; gap: 8px; min-width: 0; }
      section > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; }
      .card > * + * { border-top: 1px solid var(--k-border); }
      section > header p { color: var(--k-text-muted); font-size: var(--k-size-s); line-height: 16px; }
    `,
  ];
  declare library: Library;
  declare downloads: readonly Download[];
  /** Why downloads are not known. */
  declare problem: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #loading = new Task(this, {
    autoRun: false,
    task: async (_, { signal }): Promise<Library> => {
      const { api } = this.host;
      const [catalog, curated, hardware, importable] = await Promise.all([
        api.get<Catalog>('/models/catalog', signal),
        api.get<{ models: readonly CuratedModel[] }>('/models/curated', signal),
        api.get<Hardware>('/models/hardware', signal),
        api.get<{ models: readonly Importable[] }>('/models/importable', signal),
        this.host.refreshModels(),
      ]);
      const registered = new Set(catalog.models.map(({ model_id }) => model_id));
      // A list that was on its way when the library changed is of before; the next one is not.
      for (let tries = 2; tries > 0 && this.#isOfBefore(registered); tries--) await this.host.refreshModels();
      return { registered, offers: curated.models, hardware, importable: importable.models };
    },
    // What was known stays on screen when it cannot be read again.
    onComplete: (library) => {
      this.library = library;
    },
  });

  constructor() {
    super();
    this.library = NOTHING;
    this.downloads = [];
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('kora-library-changed', this.#load);
    this.whenDisconnected(() => clearTimeout(this.#timer));
    void this.#load();
  }

  /** Whether the models that are listed lack something new, or have what is gone. */
  #isOfBefore(registered: ReadonlySet<string>): boolean {
    const listed = new Set(this.shared.models?.models.map(({ model_id }) => model_id));
    const changed = registered.symmetricDifference(this.library.registered);
    return [...changed].some((id) => listed.has(id) !== registered.has(id));
  }

  protected override stateChanged(state: UiState, before: UiState): void {
    if (state.connection === 'online' && before.connection === 'lost') void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    await this.#loading.run();
    await this.#watch();
  };

  /** Looks at downloads as long as one goes on; when one has ended, there is a new model. */
  async #watch(): Promise<void> {
    clearTimeout(this.#timer);
    const before = this.downloads.filter(isUnfinished).length;
    try {
      const { downloads } = await this.host.api.get<{ downloads: readonly Download[] }>('/models/downloads');
      this.downloads = downloads.filter(isUnfinished);
      this.problem = null;
    } catch (error) {
      this.problem = messageOf(error);
    }
    if (!this.isConnected) return;
    const running = this.downloads.some(({ state }) => state === 'downloading' || state === 'verifying');
    if (this.downloads.length < before) void this.#load();
    else if (running) this.#timer = setTimeout(() => void this.#watch(), WATCH_MS);
  }

  #computer() {
    const { hardware } = this.library;
    if (hardware === null) return nothing;
    const { cores, memory_bytes, available_bytes, gpus } = hardware;
    const cards = gpus.map(({ vendor, name }) => name ?? vendor).join(', ') || 'no graphics card found';
    return html`<p class="numbers">This computer: ${cores} cores, ${formatBytes(memory_bytes)} of memory, ${formatBytes(available_bytes)} free, ${cards}</p>`;
  }

  #installed() {
    const { models } = this.shared;
    if (models === null) return html`<div class="card empty" aria-busy="true">Asking the runtimes…</div>`;
    if (models.models.length === 0)
      return html`<div class="card empty">No model yet. Calculations work without one; for everything else take one below.</div>`;
    return html`<div class="card">${repeat(
      models.models,
      ({ connector, model_id }) => `${connector} ${model_id}`,
      (model) =>
        html`<kora-model-row .host=${this.host} .model=${model} .registered=${this.library.registered.has(model.model_id)}></kora-model-row>`,
    )}</div>`;
  }

  override render() {
    const { host } = this;
    const { error } = this.#loading;
    const problem = error === undefined ? this.problem : messageOf(error);
    return html`<div class="page">
      ${problem === null ? nothing : html`<p class="error" role="alert">${problem} <button class="small" @click=${this.#load}>Try again</button></p>`}
      <section aria-labelledby="installed"><header><h2 id="installed">Installed</h2></header>${this.#installed()}</section>
      ${
        this.downloads.length === 0
          ? nothing
          : html`<section aria-labelledby="downloads"><header><h2 id="downloads">Downloads</h2></header><div class="card">${this.downloads.map(
              (download) => html`<kora-download .host=${host} .download=${download}></kora-download>`,
            )}</div></section>`
      }
      <section aria-labelledby="nearby"><header><h2 id="nearby">On this computer</h2></header>
        <kora-nearby .host=${host} .runtimes=${this.shared.models?.connectors ?? []} .importable=${this.library.importable}></kora-nearby></section>
      <section aria-labelledby="offers"><header><h2 id="offers">Download</h2>${this.#computer()}</header>
        <kora-offers .host=${host} .offers=${this.library.offers} .hardware=${this.library.hardware}></kora-offers></section>
    </div>`;
  }
}

defineElement('kora-models', KoraModels);
