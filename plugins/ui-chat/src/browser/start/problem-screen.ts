import { html } from 'lit';
import type { ChatSession } from '../state/chat-session.ts';

/** Instead of a conversation that cannot be shown: why, and what can be done. */
export function problemScreen(session: ChatSession, begin: () => void) {
  const { missing, problem } = session;
  return missing
    ? html`<div class="center" role="alert"><p>This conversation is not there. It may have been deleted in another window.</p>
        <button @click=${begin}>New chat</button></div>`
    : html`<div class="center" role="alert"><p>${problem}</p><button @click=${() => session.open()}>Try again</button></div>`;
}
