import type { SearchResults } from '@kora/contracts';
import { html } from 'lit';
import { distinctResults } from './distinct-results.ts';
import { snippetParts } from './snippet.ts';

type Result = SearchResults['results'][number];

/** A hit leads to the message that was found. */
function found({ conversation_id, message_id, title, snippet }: Result) {
  const path = message_id === null ? conversation_id : `${conversation_id}/${message_id}`;
  const words = snippetParts(snippet).map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));
  return html`<li class="result"><a href="#/chat/${path}"><div class="cut" dir="auto">${title || 'Untitled'}</div><p dir="auto">${words}</p></a></li>`;
}

/** What a search has found, in the place of the list. */
export function foundConversations(results: readonly Result[]) {
  if (results.length === 0) return html`<p class="empty">Nothing found in titles and messages.</p>`;
  return html`<ul>${distinctResults(results).map(found)}</ul>`;
}
