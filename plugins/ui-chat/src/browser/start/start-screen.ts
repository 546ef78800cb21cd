import type { ModelList } from '@kora/contracts';
import type { UiHost } from '@kora/plugin-sdk/ui';
import { answerSettings, icon, runtimeName } from '@kora/plugin-sdk/ui';
import { css, html, nothing } from 'lit';
import type { Draft } from '../composer/draft-box.ts';

const SAMPLE = {
  name: 'sales.csv',
  media_type: 'text/csv',
  text: 'date,region,amount\n2026-01-05,north,1250.50\n2026-01-09,south,980\n2026-02-02,north,1410\n2026-02-11,east,640.25\n2026-03-03,south,1120\n',
};

/** Messages that are answered without a model. */
export const EXAMPLES: readonly Draft[] = [
  { content: 'What is 15 % of 2,340 plus 12.5 km in miles?', attachments: [] },
  { content: 'days between 2026-01-15 and 2026-09-01', attachments: [] },
  { content: 'average of the amount column by region', attachments: [SAMPLE] },
];

export const startStyles = css`
  /* From a fixed place downwards, so that nothing moves when it is known which models there are. */
  .start { max-width: 792px; margin: 0 auto; padding: clamp(16px, 18vh, 200px) 16px 32px; display: grid; gap: 24px; width: 100%; }
  .start h2 { font-size: var(--k-size-l); line-height: 24px; }
  .start p.muted { padding-top: 4px; }
  .start .tries { display: grid; gap: 8px; }
  .start .tries button { justify-content: flex-start; white-space: normal; text-align: left; min-height: 40px; padding: 8px 12px; border-color: var(--k-border); }
  .start .tries small { display: inline-flex; align-items: center; gap: 4px; margin-left: auto; padding-left: 8px; font-size: var(--k-size-s); color: var(--k-text-muted); white-space: nowrap; }
  .start .get { display: flex; align-items: center; gap: 12px; padding: 12px 16px; }
  .start .get > p, .start .get .words { flex: 1; }
  .start .found { display: flex; flex-wrap: wrap; gap: 4px; padding-top: 8px; }
  @media (max-width: 600px) { .start .get { flex-direction: column; align-items: stretch; } .start .get > svg { display: none; } }
`;

/** Runtimes of this computer, those that answer first: what was found is offered, and nothing else is asked. */
function runtimes(connectors: ModelList['connectors']) {
  const found = connectors.filter(({ health }) => health.status !== 'not_running');
  const absent = connectors.filter(({ health }) => health.status === 'not_running');
  const name = ({ id }: ModelList['connectors'][number]) => runtimeName(id);
  return html`${found.map((each) => html`<span class="badge good">${icon('check')}${name(each)} ${each.id === 'llamacpp' ? 'built in' : 'found'}</span>`)}
    ${absent.map((each) => html`<span class="badge">${name(each)} not running</span>`)}`;
}

/** Before a model was chosen: what works without one, which runtimes there are, and the way to a model. */
function modelCard(host: UiHost) {
  const { models } = host.state.value;
  const settings = answerSettings(host.state.value);
  if (settings === null || models === null || settings.model !== null || settings.mode === 'deterministic_only')
    return nothing;
  const usable = models.models.filter(({ remote }) => !remote).length;
  const go = () => host.navigate('models');
  if (usable > 0)
    return html`<div class="card get">${icon('model')}<p>${usable === 1 ? 'The model that was found answers' : `One of the ${usable} models that were found answers`}
      what cannot be computed.</p><button @click=${go}>Choose a model</button></div>`;
  return html`<div class="card get">${icon('model')}<div class="words">
      <p>Calculations, conversions, dates, text and tables work now. For everything else, choose a model; nothing is downloaded before you agree.</p>
      <p class="found">${runtimes(models.connectors)}</p></div>
    <button class="primary" @click=${go}>Get a model</button></div>`;
}

/** What is shown before the first message. */
export function startScreen(host: UiHost, say: (example: Draft) => void) {
  return html`<div class="start">
    <div><h2>What would you like to know?</h2>
      <p class="muted">What can be computed is computed on this computer. A model gets only what is left, and each answer says which it was.</p></div>
    <div class="tries" role="group" aria-label="Examples">${EXAMPLES.map(
      (example) => html`<button @click=${() => say(example)}>${example.content}
        ${example.attachments.map(({ name }) => html`<small>${icon('file')}with a sample, ${name}</small>`)}</button>`,
    )}</div>
    ${modelCard(host)}
  </div>`;
}
