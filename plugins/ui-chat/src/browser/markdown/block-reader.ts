import { Marked, type Token, type TokensList } from 'marked';
import { FORMULA_BEGINS, formulas } from './formula.ts';

const marked = new Marked({ gfm: true, breaks: true, async: false }, formulas);

const ENDS_EMPTY = /\n[ \t]*\n[ \t]*$/;

/** Blocks at the end that more text may still change, such as a list that goes on after an empty line. */
const UNSETTLED = 2;

/** Where the blocks begin that more text may change. */
function settledCount(blocks: readonly Token[]): number {
  let left = UNSETTLED;
  let at = blocks.length;
  while (at > 0 && left > 0) {
    at--;
    if (blocks[at]?.type !== 'space') left--;
  }
  // A formula that is not closed yet may still take in what follows it, but nothing before the last empty line.
  const begin = blocks.slice(0, at).findLastIndex(({ raw }) => ENDS_EMPTY.test(raw)) + 1;
  const rest = blocks.slice(begin).reduce((sum, { raw }) => sum + raw, '');
  return FORMULA_BEGINS.test(rest) ? begin : at;
}

/** Whether blocks, one after the other, are the text that they were read from; a carriage return, for one, is read away. */
const isWhole = (blocks: readonly Token[], text: string) =>
  blocks.reduce((sum, { raw }) => sum + raw.length, 0) === text.length;

/**
 * Reads a text as Markdown blocks: its paragraphs, lists, tables and so on, each with the text that it was made of. When the text has
 * only grown since the last time, what is settled is not read again, so an answer that streams in costs the same at its end as at its
 * beginning.
 */
export class BlockReader {
  #text = '';
  #blocks: TokensList = Object.assign([], { links: {} });
  #whole = true;

  read(text: string): TokensList {
    const settled = this.#whole && text.startsWith(this.#text) ? settledCount(this.#blocks) : 0;
    const kept = this.#blocks.slice(0, settled);
    const from = kept.reduce((sum, { raw }) => sum + raw.length, 0);
    const fresh = marked.lexer(text.slice(from));
    const links = settled === 0 ? fresh.links : { ...fresh.links, ...this.#blocks.links };
    this.#whole = isWhole(fresh, text.slice(from));
    this.#text = text;
    this.#blocks = Object.assign([...kept, ...fresh], { links });
    return this.#blocks;
  }
}

/** HTML of one block. What a model wrote is hostile, and so is this. */
export function blockHtml(block: Token, links: TokensList['links']): string {
  return marked.parser(Object.assign([block], { links }));
}
