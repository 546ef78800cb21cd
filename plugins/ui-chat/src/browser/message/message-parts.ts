import type { Answer, Budget, ChatMessage, ErrorBody } from '@kora/contracts';
import { codeParts, formatBytes, icon } from '@kora/plugin-sdk/ui';
import { html, nothing } from 'lit';
import { failedItems } from './failed-items.ts';
import { type MessageAction, MessageActionEvent } from './message-events.ts';
import { errorCard, type NextStep } from './next-steps.ts';
import { planText } from './plan-text.ts';
import { raisedBudget } from './raised-budget.ts';

const STEPS: Readonly<Record<Exclude<NextStep, 'raise'>, string>> = {
  retry: 'Try again',
  budget: 'Change the budget…',
  model: 'Get a model',
  choose: 'Choose a model',
  new: 'Begin a new chat',
  settings: 'Open the settings',
};

interface Offer {
  readonly label: string;
  readonly action: MessageAction;
}

function offersOf(error: ErrorBody, steps: readonly NextStep[], message_id: string, budget?: Budget): readonly Offer[] {
  return steps.flatMap((step): readonly Offer[] => {
    if (step === 'retry') return [{ label: STEPS.retry, action: { type: 'regenerate', message_id } }];
    if (step !== 'raise') return [{ label: STEPS[step], action: { type: 'step', step } }];
    const raised = budget === undefined ? null : raisedBudget(error, budget);
    if (raised === null) return [];
    return [{ label: `Answer again with ${raised.amount}`, action: { type: 'raise', message_id, raised } }];
  });
}

/** An error with what can be done about it. `budget`: what the conversation allows now, as far as it is known. */
export function errorPart(error: ErrorBody, { message_id }: ChatMessage, budget?: Budget) {
  const { title, message: text, issues, steps, mild } = errorCard(error);
  const act = (action: MessageAction) => (event: Event) => event.target?.dispatchEvent(new MessageActionEvent(action));
  return html`<div class="problem ${mild ? 'mild' : ''}" role="group" aria-label=${title}>
    <h2>${icon(mild ? 'model' : 'alert')}${title}</h2>
    <p>${codeParts(text)}</p>
    ${issues.length === 0 ? nothing : html`<ul>${issues.map((issue) => html`<li class="data small">${issue}</li>`)}</ul>`}
    <div class="steps">${offersOf(error, steps, message_id, budget).map(({ label, action }, index) => html`<button class=${index === 0 ? 'primary' : ''} @click=${act(action)}>${label}</button>`)}</div>
  </div>`;
}

/** What came along with a message. */
export function attachmentsPart({ attachments }: ChatMessage) {
  if (attachments.length === 0) return nothing;
  return html`<ul class="files" aria-label="Attachments">${attachments.map(
    ({ name, bytes }) =>
      html`<li>${icon('file')}<span class="cut">${name}</span><span class="muted numbers">${formatBytes(bytes)}</span></li>`,
  )}</ul>`;
}

/** The way between a message and those beside it. */
export function siblingsPart({ siblings, message_id }: ChatMessage) {
  const at = siblings.indexOf(message_id);
  if (siblings.length < 2 || at < 0) return nothing;
  const go = (to: number) => (event: Event) => {
    const target = siblings[to];
    if (target !== undefined)
      event.currentTarget?.dispatchEvent(new MessageActionEvent({ type: 'show', message_id: target }));
  };
  return html`<span class="pager numbers">
    <button class="icon small" aria-label="Show the version before" ?disabled=${at === 0} @click=${go(at - 1)}>${icon('left')}</button>
    <span aria-label="Version ${at + 1} of ${siblings.length}">${at + 1} / ${siblings.length}</span>
    <button class="icon small" aria-label="Show the next version" ?disabled=${at === siblings.length - 1} @click=${go(at + 1)}>${icon('chevron')}</button>
  </span>`;
}

/** Notes that say how it was done; any other says that something was left out or went wrong. */
const PLAIN_NOTES: ReadonlySet<string> = new Set(['data_summarised', 'asked_item_by_item']);

/** Notes of the plan, such as history that was left out; a plan that a model wrote, and why items failed, can be looked at. */
export function notesPart({ notes }: Answer) {
  return notes.map(({ code, message, details }) => {
    const { plan } = details;
    if (code === 'items_failed')
      return html`<details class="note plan"><summary>${icon('alert')}<span>${message}</span></summary>
        <ul tabindex="0" aria-label="Items without an answer">${failedItems(details).map((line) => html`<li>${line}</li>`)}</ul></details>`;
    if (code !== 'model_planned' || plan === undefined)
      return html`<p class="note">${icon(PLAIN_NOTES.has(code) ? 'info' : 'alert')}<span>${message}</span></p>`;
    return html`<details class="note plan"><summary>${icon('model')}<span>${message}</span></summary>
      <pre class="data" tabindex="0" aria-label="The model’s plan">${planText(plan)}</pre></details>`;
  });
}
