import { copyText } from '../copy-text.ts';

/** Colours a program once its language's rules are here. */
async function colour(code: HTMLElement, language: string, nodesOf: (html: string) => DocumentFragment): Promise<void> {
  const { highlight } = await import('./highlight.ts');
  const coloured = highlight(code.textContent, language);
  if (coloured !== null) code.replaceChildren(nodesOf(coloured));
}

/** A program with its language and a button that copies it. */
export function codeFrame(
  pre: HTMLPreElement,
  open: boolean,
  nodesOf: (html: string) => DocumentFragment,
): HTMLElement {
  const code = pre.querySelector('code') ?? pre;
  const language = code.className.replace(/^language-/, '');
  const frame = document.createElement('div');
  frame.className = 'code';
  const header = frame.appendChild(document.createElement('header'));
  header.appendChild(document.createElement('span')).textContent = language || 'text';
  const button = header.appendChild(document.createElement('button'));
  button.textContent = 'Copy';
  const shown = pre.cloneNode(true) as HTMLPreElement;
  shown.tabIndex = 0;
  frame.append(shown);
  const target = shown.querySelector('code');
  button.onclick = () => void copyText((target ?? shown).textContent, button);
  if (!open && language !== '' && target !== null) void colour(target, language, nodesOf);
  return frame;
}
