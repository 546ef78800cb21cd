import { defineElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { html, LitElement } from 'lit';
import type { Token } from 'marked';
import { codeFrame } from './code-frame.ts';
import { FORMULA } from './formula.ts';
import { markdownStyles } from './markdown-styles.ts';

type Renderer = typeof import('./render-markdown.ts');

const ANY_FORMULA = Object.values(FORMULA)
  .map((name) => `code.${name}`)
  .join();

/**
 * Text of a model as Markdown. Blocks that are as they were keep their nodes, so a long answer streams without being drawn
 * again, and a selection stays.
 * @property text Markdown
 * @property streaming whether more is to come
 */
export class KoraMarkdown extends LitElement {
  static override properties = { text: { type: String }, streaming: { type: Boolean }, renderer: { state: true } };
  static override styles = [sharedStyles, markdownStyles];
  declare text: string;
  declare streaming: boolean;
  declare renderer: Renderer | null;
  /** What the blocks on screen were made of, and whether more was to come. */
  #drawn: { readonly block: Token; readonly open: boolean }[] = [];
  #reader: ReturnType<Renderer['newReader']> | undefined;

  constructor() {
    super();
    this.text = '';
    this.streaming = false;
    this.renderer = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void import('./render-markdown.ts').then((renderer) => {
      this.renderer = renderer;
    });
  }

  override updated(): void {
    const place = this.renderRoot.querySelector('.blocks');
    const { renderer } = this;
    if (place === null || renderer === null) return;
    this.#reader ??= renderer.newReader();
    const blocks = this.#reader.read(this.text);
    const visible = blocks.filter(({ type }) => type !== 'space' && type !== 'def');
    visible.forEach((block, index) => {
      // The last block gets its frame and colours when it is complete, so it is drawn once more then.
      const open = this.streaming && index === visible.length - 1;
      const drawn = this.#drawn[index];
      if (drawn?.open === open && (drawn.block === block || drawn.block.raw === block.raw)) return;
      this.#drawn[index] = { block, open };
      const nodes = renderer.renderBlock(block, blocks.links);
      for (const pre of nodes.querySelectorAll('pre')) pre.replaceWith(codeFrame(pre, open, renderer.highlightedNodes));
      const element = place.children[index] ?? place.appendChild(document.createElement('div'));
      element.className = 'block';
      element.replaceChildren(nodes);
      if (element.querySelector(ANY_FORMULA) !== null) void this.#draw(element, renderer);
    });
    while (place.children.length > visible.length) place.lastElementChild?.remove();
    this.#drawn.length = visible.length;
  }

  /** Formulas are drawn once what draws them is here. */
  async #draw(block: Element, renderer: Renderer): Promise<void> {
    const { drawFormulas } = await import('./draw-formulas.ts');
    drawFormulas(block, renderer.formulaNodes);
  }

  override render() {
    return this.renderer === null ? html`<div class="plain">${this.text}</div>` : html`<div class="blocks"></div>`;
  }
}

defineElement('kora-markdown', KoraMarkdown);
