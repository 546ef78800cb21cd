import { html, type TemplateResult } from 'lit';

/** A sentence of Studio's in which `backticks` stand around what is typed or pasted. */
export function codeParts(text: string): readonly (TemplateResult | string)[] {
  const parts = text.split('`');
  // A backtick without another one is only a character.
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, index) => (index % 2 === 0 ? part : html`<code class="said">${part}</code>`));
}
