import type { TelemetryBundle } from '@kora/contracts';
import { defineElement, formatDuration, messageOf, sharedStyles, type UiHost } from '@kora/plugin-sdk/ui';
import { Task } from '@lit/task';
import { css, html, LitElement, nothing } from 'lit';

/**
 * The tasks of a run: what each was, how it ended, what it took.
 * @property run_id the run
 * @property label what the table is called, where there is more than one
 */
export class KoraRunTasks extends LitElement {
  static override properties = { host: { attribute: false }, run_id: { type: String }, label: { type: String } };
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; } .frame { overflow: auto; border: 1px solid var(--k-border); border-radius: var(--k-radius-l); background: var(--k-canvas); margin: 4px 0 8px; }
      table { border-collapse: collapse; width: 100%; font-size: var(--k-size-s); line-height: 16px; font-variant-numeric: tabular-nums; }
      th, td { padding: 6px 12px; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--k-border); }
      tr:last-child td { border-bottom: 0; }
      th { font-weight: 400; color: var(--k-text-muted); }
      td.end, th.end { text-align: right; }
      td.name { white-space: normal; min-width: 8rem; }
      p { padding: 8px 12px; font-size: var(--k-size-s); }
      .failed, .timeout { color: var(--k-bad); }
    `,
  ];
  declare host: UiHost;
  declare run_id: string;
  declare label: string | undefined;
  readonly #telemetry = new Task(this, {
    task: ([run_id], { signal }) => this.host.api.get<TelemetryBundle>(`/telemetry/${run_id}`, signal),
    args: () => [this.run_id] as const,
  });

  #table({ tasks }: TelemetryBundle) {
    return html`<div class="frame" role="region" aria-label=${this.label ?? 'Tasks'} tabindex="0"><table><thead><tr><th scope="col">Task</th><th scope="col">Type</th><th scope="col">State</th><th scope="col" class="end">Tokens</th>
      <th scope="col" class="end">Time</th></tr></thead><tbody>${tasks.map(
        (
          task,
        ) => html`<tr><td class="name">${task.task_name ?? task.task_id}${task.operation === null ? nothing : html` <span class="muted data">${task.operation}</span>`}</td>
          <td>${task.task_type}</td>
          <td class=${task.status}>${task.status}${task.retry_count > 0 ? ` · ${task.retry_count} retried` : ''}</td>
          <td class="end">${task.tokens_in + task.tokens_out || ''}</td><td class="end">${formatDuration(task.duration_ms)}</td></tr>`,
      )}</tbody></table></div>`;
  }

  override render() {
    return this.#telemetry.render({
      initial: () => nothing,
      pending: () => html`<p class="muted">Loading…</p>`,
      complete: (bundle) => this.#table(bundle),
      error: (error) => html`<p class="error" role="alert">${messageOf(error)}</p>`,
    });
  }
}

defineElement('kora-run-tasks', KoraRunTasks);
