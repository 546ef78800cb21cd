import type { ModelList } from '@kora/contracts';
import {
  codeParts,
  defineElement,
  formatBytes,
  messageOf,
  PanelElement,
  runtimeName,
  sharedStyles,
} from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import type { Importable } from './library.ts';
import { modelsStyles } from './models-styles.ts';

const READY = new Set(['ready', 'busy', 'loading', 'starting', 'no_model']);
const WORDS: Readonly<Record<string, string>> = {
  ready: 'Ready',
  busy: 'Busy',
  loading: 'Loading',
  starting: 'Starting',
  no_model: 'Ready, without a model',
  not_running: 'Not running',
  failed: 'Not usable',
};

const STRUCTURED = {
  json_schema: 'Output held to a schema',
  json: 'Output held to JSON',
  none: 'Free text only: schemas are checked afterwards',
} as const;

/**
 * What is on this computer already: runtimes that answer, models that other programs have, and files.
 * @property runtimes what `GET /models` says of connectors
 * @property importable models of other programs
 * @fires kora-library-changed when something was added
 */
export class KoraNearby extends PanelElement {
  static override properties = {
    runtimes: { attribute: false },
    importable: { attribute: false },
    busy: { state: true },
  };
  static override styles = [sharedStyles, modelsStyles];
  declare runtimes: ModelList['connectors'];
  declare importable: readonly Importable[];
  declare busy: boolean;

  constructor() {
    super();
    this.runtimes = [];
    this.importable = [];
    this.busy = false;
  }

  async #add(path: string, body: object, done: string): Promise<boolean> {
    this.busy = true;
    let added = false;
    try {
      await this.host.api.post(path, body);
      this.host.notify({ text: done });
      added = true;
    } catch (error) {
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
    this.busy = false;
    this.dispatchEvent(new CustomEvent('kora-library-changed', { bubbles: true, composed: true }));
    return added;
  }

  async #register(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const file_path = String(new FormData(form).get('path')).trim();
    if (file_path !== '' && (await this.#add('/models/catalog', { file_path }, 'The model is registered.')))
      form.reset();
  }

  /** What a runtime can do beyond answering; what it cannot is told too where an answer depends on it. */
  #marks({ supports }: ModelList['connectors'][number]) {
    if (supports === undefined) return nothing;
    const marks = [
      STRUCTURED[supports.structured_output],
      supports.seed ? 'Seeds' : 'No seeds: answers cannot be repeated exactly',
      supports.token_counting ? 'Counts tokens exactly' : null,
      supports.thinking ? 'Thinking' : null,
      supports.embeddings ? 'Embeddings' : null,
    ];
    return html`<ul class="facts" aria-label="What it can do">${marks
      .filter((mark) => mark !== null)
      .map((mark) => html`<li>${mark}</li>`)}</ul>`;
  }

  #runtime(runtime: ModelList['connectors'][number]) {
    const { id, health } = runtime;
    const tone = health.status === 'failed' ? 'bad' : READY.has(health.status) ? 'good' : '';
    return html`<div class="item"><div><h3>${runtimeName(id)}<span class="badge ${tone}">${WORDS[health.status] ?? health.status}</span></h3>
      <p class="small muted">${codeParts(health.status === 'no_model' && id === 'llamacpp' ? 'Built in. Register a GGUF file or download a model below.' : health.message)}${health.runtime_version === null ? nothing : ` · ${health.runtime_version}`}</p>
      ${READY.has(health.status) ? this.#marks(runtime) : nothing}</div></div>`;
  }

  #model({ source, name, size_bytes }: Importable) {
    return html`<div class="item"><div><h3>${name}</h3><p class="facts"><span>a file of ${runtimeName(source)}</span><span>${formatBytes(size_bytes)}</span></p></div>
      <div class="buttons"><button ?disabled=${this.busy} aria-label="Use the file of ${name}"
        @click=${() => this.#add('/models/import', { source, name }, `${name} is registered where it lies.`)}>Add</button></div></div>`;
  }

  override render() {
    return html`<div class="card">
      ${this.runtimes.map((runtime) => this.#runtime(runtime))}
      ${this.importable.filter(({ registered }) => !registered).map((model) => this.#model(model))}
      <form class="item rule" @submit=${this.#register}>
        <div><label for="path">A GGUF file of this computer; it stays where it is</label>
          <input id="path" name="path" spellcheck="false" autocomplete="off" placeholder="/home/me/models/model.gguf"></div>
        <div class="buttons"><button ?disabled=${this.busy}>Register</button></div></form>
    </div>`;
  }
}

defineElement('kora-nearby', KoraNearby);
