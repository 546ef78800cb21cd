import type { MarkedExtension, Tokens } from 'marked';

/** Classes of the code elements that formulas become, before they are drawn. */
export const FORMULA = { inline: 'language-math', display: 'language-math-display' } as const;

/** A line that may turn out to begin one, when it is closed. */
export const FORMULA_BEGINS = /^[ \t]*(?:\$\$|\\\[)/m;

/** `$$…$$` and `\[…\]`, over several lines, but never over an empty one: that ends whatever it is in. */
const DISPLAY = String.raw`\$\$((?:(?!\n[ \t]*\n)[^$])+)\$\$|\\\[((?:(?!\n[ \t]*\n)[\s\S])+?)\\\]`;
const BLOCK = new RegExp(String.raw`^ {0,3}(?:${DISPLAY})[ \t]*(?:\n+|$)`);
const SPAN = new RegExp(`^(?:${DISPLAY})`);
/** `\(…\)`, and `$…$` as Pandoc has it: no space inside at either end, no digit behind, so that prices are prices. */
const INLINE = /^(?:\\\(([^\n]+?)\\\)|\$(?![\s$])((?:\\.|[^$\n\\])+?)(?<!\s)\$(?![\d$\w]))/;
const MOST = 5_000;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function formula(type: string, match: RegExpExecArray | null): Tokens.Generic | undefined {
  const text = match
    ?.slice(1)
    .find((part) => part !== undefined)
    ?.trim();
  return match === null || text === undefined || text === '' || text.length > MOST
    ? undefined
    : { type, raw: match[0], text };
}

const display = (text: string) => `<code class="${FORMULA.display}">${escaped(text)}</code>`;

/** Formulas in TeX. They become code, and whoever shows them may draw them. */
export const formulas: MarkedExtension = {
  extensions: [
    {
      name: 'formulaBlock',
      level: 'block',
      tokenizer: (source) => formula('formulaBlock', BLOCK.exec(source)),
      renderer: ({ text }) => `<p>${display(text)}</p>\n`,
    },
    {
      name: 'formulaSpan',
      level: 'inline',
      start: (source) => source.match(/(?<![\w\\$])\$\$|\\\[/)?.index,
      tokenizer: (source) => formula('formulaSpan', SPAN.exec(source)),
      renderer: ({ text }) => display(text),
    },
    {
      name: 'formula',
      level: 'inline',
      start: (source) => source.match(/(?<![\w\\$])\$|\\\(/)?.index,
      tokenizer: (source) => formula('formula', INLINE.exec(source)),
      renderer: ({ text }) => `<code class="${FORMULA.inline}">${escaped(text)}</code>`,
    },
  ],
};
