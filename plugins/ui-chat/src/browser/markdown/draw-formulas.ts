import katex from 'katex';
import { FORMULA } from './formula.ts';

type Nodes = (html: string) => DocumentFragment;

/** What a formula may grow to by its own macros, and how large anything in it may be (em): it comes from a model. */
const LIMITS = { maxExpand: 200, maxSize: 20, strict: 'ignore', trust: false } as const;

/**
 * Draws the formulas of a part of an answer, as MathML, which the browser lays out with fonts of its own. What is no formula stays the
 * code that it was.
 */
export function drawFormulas(part: ParentNode, nodesOf: Nodes): void {
  for (const code of part.querySelectorAll<HTMLElement>(`code.${FORMULA.inline}, code.${FORMULA.display}`)) {
    if (code.closest('pre') !== null) continue;
    const displayMode = code.className === FORMULA.display;
    const { textContent } = code;
    try {
      const nodes = nodesOf(katex.renderToString(textContent, { ...LIMITS, displayMode, output: 'mathml' }));
      const frame = document.createElement('span');
      frame.className = displayMode ? 'formula display' : 'formula';
      if (displayMode) frame.tabIndex = 0;
      frame.append(nodes);
      code.replaceWith(frame);
    } catch (error) {
      // What is nested too deeply for the stack is as little a formula as what KaTeX cannot read.
      if (!(error instanceof katex.ParseError || error instanceof RangeError)) throw error;
    }
  }
}
