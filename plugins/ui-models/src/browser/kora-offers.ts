import { defineElement, formatBytes, icon, messageOf, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import { type CuratedModel, FIT_WORDS, type Fit, type Hardware, memoryText, type Preview } from './library.ts';
import { modelsStyles } from './models-styles.ts';

/** What a person is asked to agree to. */
interface Wish {
  readonly name: string;
  readonly host: string;
  /** Null while it is not known. */
  readonly size_bytes: number | null;
  readonly license: string | null;
  readonly fit: Fit | null;
  /** The server was asked for its size. */
  readonly asked?: boolean;
  /** Why that told nothing. */
  readonly problem?: string;
  readonly body: { readonly curated_id: string } | { readonly url: string };
}

/**
 * Models that could be downloaded. Nothing is fetched before somebody has agreed to size, place and licence.
 * @property offers the list that ships with Studio
 * @property hardware this computer
 * @fires kora-library-changed when a download has begun
 */
export class KoraOffers extends PanelElement {
  static override properties = {
    offers: { attribute: false },
    hardware: { attribute: false },
    wish: { state: true },
    busy: { state: true },
  };
  static override styles = [sharedStyles, modelsStyles];
  declare offers: readonly CuratedModel[];
  declare hardware: Hardware | null;
  declare wish: Wish | null;
  declare busy: boolean;

  constructor() {
    super();
    this.offers = [];
    this.hardware = null;
    this.wish = null;
    this.busy = false;
  }

  #wishFor({ name, url, size_bytes, license, fit, id }: CuratedModel): void {
    this.wish = { name, host: new URL(url).host, size_bytes, license, fit, body: { curated_id: id } };
  }

  #wishForUrl(event: SubmitEvent): void {
    event.preventDefault();
    const url = URL.parse(String(new FormData(event.target as HTMLFormElement).get('url')).trim());
    if (url?.protocol !== 'https:' || !url.pathname.toLowerCase().endsWith('.gguf')) {
      this.host.notify({ text: 'The https address of a .gguf file is needed.', tone: 'error' });
      return;
    }
    const name = url.pathname.split('/').at(-1) ?? '';
    this.wish = { name, host: url.host, size_bytes: null, license: null, fit: null, body: { url: url.href } };
  }

  /** Asks the server for the size, which is all that is sent and fetched. */
  async #ask(wish: Wish): Promise<void> {
    this.busy = true;
    try {
      const { total_bytes, fit } = await this.host.api.post<Preview>('/models/downloads/preview', wish.body);
      if (this.wish === wish) this.wish = { ...wish, size_bytes: total_bytes, fit, asked: true };
    } catch (error) {
      if (this.wish === wish) this.wish = { ...wish, problem: messageOf(error) };
    }
    this.busy = false;
  }

  async #start({ name, body }: Wish): Promise<void> {
    this.busy = true;
    try {
      await this.host.api.post('/models/downloads', body);
      this.host.announce(`The download of ${name} has begun.`);
      this.wish = null;
    } catch (error) {
      this.wish = null;
      this.host.notify({ text: messageOf(error), tone: 'error' });
    }
    this.busy = false;
    this.dispatchEvent(new CustomEvent('kora-library-changed', { bubbles: true, composed: true }));
  }

  #fit(fit: Fit | null) {
    if (fit === null) return nothing;
    const { text, tone } = FIT_WORDS[fit.verdict];
    return html`<span>needs ${memoryText(fit.needed_bytes)} of memory</span><span class=${tone}>${text}</span>`;
  }

  #offer(offer: CuratedModel) {
    const { name, size_bytes, license, quantization, context_tokens, fit, installed } = offer;
    return html`<div class="item"><div><h3>${name}</h3><p class="facts">
        <span>${size_bytes === null ? 'size not known yet' : formatBytes(size_bytes)}</span><span>${quantization}</span>
        ${context_tokens === null ? nothing : html`<span>${context_tokens.toLocaleString('en')} tokens of context</span>`}
        <span>${license}</span>${this.#fit(fit)}</p></div>
      <div class="buttons">${
        installed
          ? html`<span class="badge good">${icon('check')}Installed</span>`
          : html`<button aria-label="Download ${name}" @click=${() => this.#wishFor(offer)}>${icon('download')}Download</button>`
      }</div></div>`;
  }

  #size(wish: Wish) {
    const { size_bytes, host, asked = false } = wish;
    if (size_bytes !== null) return formatBytes(size_bytes);
    if (asked) return `${host} does not say`;
    return html`<button class="small" ?disabled=${this.busy} @click=${() => this.#ask(wish)}>Ask ${host}</button>`;
  }

  #agreement() {
    const { wish } = this;
    if (wish === null) return nothing;
    const close = () => {
      this.wish = null;
    };
    const smaller = this.offers.find(({ id }) => id === wish.fit?.alternative);
    return html`<kora-dialog .open=${true} heading="Download ${wish.name}?" @kora-close=${close}>
      <dl><dt>From</dt><dd>${wish.host}</dd><dt>Size</dt><dd class="numbers">${this.#size(wish)}</dd>
        ${wish.license === null ? nothing : html`<dt>Licence</dt><dd>${wish.license}</dd>`}
        ${wish.fit === null ? nothing : html`<dt>This computer</dt><dd class="facts">${this.#fit(wish.fit)}</dd>`}</dl>
      ${wish.problem === undefined ? nothing : html`<p class="small error" role="alert">${wish.problem}</p>`}
      ${smaller === undefined ? nothing : html`<p class="small muted">${smaller.name} is smaller and fits.</p>`}
      <button slot="footer" @click=${close}>Not now</button>
      <button slot="footer" class="primary" ?disabled=${this.busy} @click=${() => this.#start(wish)}>Download</button></kora-dialog>`;
  }

  override render() {
    return html`<div class="card">${this.offers.map((offer) => this.#offer(offer))}
      <form class="item rule" @submit=${this.#wishForUrl}>
        <div><label for="url">Another GGUF file from Hugging Face</label>
          <input id="url" name="url" inputmode="url" spellcheck="false" placeholder="https://huggingface.co/…/model.gguf"></div>
        <div class="buttons"><button>Download…</button></div></form>
    </div>${this.#agreement()}`;
  }
}

defineElement('kora-offers', KoraOffers);
