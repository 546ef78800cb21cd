import { defineElement, formatBytes, icon, messageOf, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import { type CuratedModel, FIT_WORDS, type Fit, type Hardware } from './library.ts';
import { modelsStyles } from './models-styles.ts';

/** What a person is asked to agree to. */
interface Wish {
  readonly name: string;
  readonly host: string;
  readonly size: string;
  readonly license: string | null;
  readonly fit: Fit | null;
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
    const size = size_bytes === null ? 'not known before' : formatBytes(size_bytes);
    this.wish = { name, host: new URL(url).host, size, license, fit, body: { curated_id: id } };
  }

  #wishForUrl(event: SubmitEvent): void {
    event.preventDefault();
    const url = URL.parse(String(new FormData(event.target as HTMLFormElement).get('url')).trim());
    if (url?.protocol !== 'https:' || !url.pathname.toLowerCase().endsWith('.gguf')) {
      this.host.notify({ text: 'The https address of a .gguf file is needed.', tone: 'error' });
      return;
    }
    const name = url.pathname.split('/').at(-1) ?? '';
    this.wish = { name, host: url.host, size: 'not known before', license: null, fit: null, body: { url: url.href } };
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
    return html`<span class=${tone}>${text}</span>`;
  }

  #offer(offer: CuratedModel) {
    const { name, size_bytes, license, quantization, context_tokens, fit, installed } = offer;
    return html`<div class="item"><div><h3>${name}</h3><p class="facts">
        <span>${size_bytes === null ? 'size asked for first' : formatBytes(size_bytes)}</span><span>${quantization}</span>
        ${context_tokens === null ? nothing : html`<span>${context_tokens.toLocaleString('en')} tokens of context</span>`}
        <span>${license}</span>${this.#fit(fit)}</p></div>
      <div class="buttons">${
        installed
          ? html`<span class="badge good">${icon('check')}Installed</span>`
          : html`<button aria-label="Download ${name}" @click=${() => this.#wishFor(offer)}>${icon('download')}Download</button>`
      }</div></div>`;
  }

  #agreement() {
    const { wish } = this;
    if (wish === null) return nothing;
    const close = () => {
      this.wish = null;
    };
    const smaller = this.offers.find(({ id }) => id === wish.fit?.alternative);
    return html`<kora-dialog .open=${true} heading="Download ${wish.name}?" @kora-close=${close}>
      <dl><dt>From</dt><dd>${wish.host}</dd><dt>Size</dt><dd class="numbers">${wish.size}</dd>
        ${wish.license === null ? nothing : html`<dt>Licence</dt><dd>${wish.license}</dd>`}
        ${wish.fit === null ? nothing : html`<dt>This computer</dt><dd>${this.#fit(wish.fit)}</dd>`}</dl>
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
