import type { UiHost } from '@kora/plugin-sdk/ui';
import { answerSettings, icon } from '@kora/plugin-sdk/ui';
import { css, html, nothing } from 'lit';

/** Messages that are answered without a model. */
export const EXAMPLES = [
  'What is 15 % of 2,340 plus 12.5 km in miles?',
  'average of 12, 15, 9, 20, 18',
  'days between 2026-01-15 and 2026-09-01',
] as const;

export const startStyles = css`
  .start { max-width: 792px; margin: auto; padding: 32px 16px; display: grid; gap: 24px; width: 100%; }
  .start h2 { font-size: var(--k-size-l); line-height: 24px; }
  .start p.muted { padding-top: 4px; }
  .start .tries { display: grid; gap: 8px; }
  .start .tries button { justify-content: flex-start; white-space: normal; text-align: left; min-height: 40px; padding: 8px 12px; border-color: var(--k-border); }
  .start .get { display: flex; align-items: center; gap: 12px; padding: 12px 16px; }
  .start .get p { flex: 1; }
  @media (max-width: 600px) { .start .get { flex-direction: column; align-items: stretch; } .start .get > svg { display: none; } }
`;

function modelCard(host: UiHost) {
  const { models } = host.state.value;
  const settings = answerSettings(host.state.value);
  if (settings === null || settings.model !== null || settings.mode === 'deterministic_only') return nothing;
  const installed = models?.models.length ?? 0;
  const text =
    installed > 0
      ? `${installed === 1 ? 'A model is' : `${installed} models are`} installed. Choose one for what cannot be computed.`
      : 'Calculations, conversions, dates, text and tables work now. For everything else, choose a model; nothing is downloaded before you agree.';
  return html`<div class="card get">${icon('model')}<p>${text}</p>
    <button class="primary" @click=${() => host.navigate('models')}>${installed > 0 ? 'Choose a model' : 'Get a model'}</button></div>`;
}

/** What is shown before the first message. */
export function startScreen(host: UiHost, take: (example: string) => void) {
  return html`<div class="start">
    <div><h2>What would you like to know?</h2>
      <p class="muted">What can be computed is computed on this computer. A model gets only what is left, and each answer says which it was.</p></div>
    <div class="tries" role="group" aria-label="Examples">${EXAMPLES.map((example) => html`<button @click=${() => take(example)}>${example}</button>`)}</div>
    ${modelCard(host)}
  </div>`;
}
