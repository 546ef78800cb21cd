import type { TaskTelemetry, TelemetryBundle } from '@kora/contracts';
import {
  defineElement,
  formatCount,
  formatDuration,
  icon,
  messageOf,
  sharedStyles,
  type UiHost,
} from '@kora/plugin-sdk/ui';
import { Task } from '@lit/task';
import { html, LitElement, nothing } from 'lit';
import { type Fact, runFacts, taskFacts, taskTitle, taskTroubles } from './run-facts.ts';
import { runTasksStyles } from './run-tasks-styles.ts';
import { shownTasks } from './shown-tasks.ts';

/** Tasks that are shown here; a list of thousands is for the execution details. */
const MOST_TASKS = 100;

/**
 * A run in short: what it took, and its tasks: what each was, how it ended, what is known of it.
 * @property run_id the run
 * @property label what the table is called, where there is more than one
 * @property all whether every task is looked at closely from the beginning
 */
export class KoraRunTasks extends LitElement {
  static override properties = {
    host: { attribute: false },
    run_id: { type: String },
    label: { type: String },
    all: { type: Boolean },
    open: { state: true },
    seen: { state: true },
  };
  static override styles = [sharedStyles, runTasksStyles];
  declare host: UiHost;
  declare run_id: string;
  declare label: string | undefined;
  /** Ids of the tasks that are looked at closely. */
  declare open: ReadonlySet<string>;
  declare all: boolean;
  /** It has come into view; what nobody looks at is not asked for. */
  declare seen: boolean;
  readonly #telemetry = new Task(this, {
    task: async ([run_id, seen], { signal }) =>
      seen ? this.host.api.get<TelemetryBundle>(`/telemetry/${run_id}`, signal) : null,
    args: () => [this.run_id, this.seen] as const,
  });

  readonly #sight = new IntersectionObserver((entries) => {
    this.seen ||= entries.some(({ isIntersecting }) => isIntersecting);
  });

  constructor() {
    super();
    this.open = new Set();
    this.all = false;
    this.seen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
  }

  #toggle(id: string): void {
    const open = new Set(this.open);
    if (!open.delete(id)) open.add(id);
    this.open = open;
  }

  #facts(facts: readonly Fact[]) {
    return html`<dl>${facts.map(
      ({ name, value, data = false }) => html`<dt>${name}</dt><dd class=${data ? 'data' : ''}>${value}</dd>`,
    )}</dl>`;
  }

  #task(task: TaskTelemetry) {
    const { task_id, task_type, operation, status, retry_count, tokens_in, tokens_out, duration_ms } = task;
    // With all of them open, a wish closes one.
    const open = this.open.has(task_id) !== this.all;
    const troubles = taskTroubles(task);
    return html`<tr><td class="name"><div><button aria-expanded=${open} @click=${() => this.#toggle(task_id)}>${icon('chevron')}${taskTitle(task)}</button>
        <span class="what muted">${task_type}${operation === null ? nothing : html` <span class="data">${operation}</span>`}</span></div></td>
        <td class=${status}>${status}${retry_count > 0 ? ` · ${retry_count} retried` : ''}</td>
        <td class="end tokens">${tokens_in + tokens_out || ''}</td><td class="end">${formatDuration(duration_ms)}</td></tr>
      ${troubles.length === 0 ? nothing : html`<tr class="more"><td colspan="4">${troubles.map((text) => html`<div class="trouble">${icon('alert')}<span>${text}</span></div>`)}</td></tr>`}
      ${open ? html`<tr class="more"><td colspan="4">${this.#facts(taskFacts(task))}</td></tr>` : nothing}`;
  }

  #run(bundle: TelemetryBundle) {
    const { tasks, summary } = bundle;
    const label = this.label ?? 'Tasks';
    const rest = tasks.length - MOST_TASKS;
    return html`<div class="frame ${summary.total_tokens === 0 ? 'quiet' : ''}" role="region" aria-label=${label} tabindex="0">
      <table aria-label=${label}><thead><tr><th scope="col">Task</th><th scope="col">State</th><th scope="col" class="end tokens">Tokens</th>
      <th scope="col" class="end">Time</th></tr></thead><tbody>${shownTasks(tasks, MOST_TASKS).map((task) => this.#task(task))}</tbody></table>
      ${rest > 0 ? html`<p class="muted">And ${formatCount(rest, 'task')} more. The execution details show all.</p>` : nothing}
      ${this.#facts(runFacts(bundle))}</div>`;
  }

  override render() {
    return this.#telemetry.render({
      initial: () => nothing,
      pending: () => html`<p class="muted">Loading…</p>`,
      complete: (bundle) => (bundle === null ? html`<p class="muted">Loading…</p>` : this.#run(bundle)),
      error: (error) => html`<p class="error" role="alert">${messageOf(error)}</p>`,
    });
  }
}

defineElement('kora-run-tasks', KoraRunTasks);
