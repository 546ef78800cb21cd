import type { TelemetryBundle } from '@kora/contracts';
import { defineElement, formatCount, formatDuration, messageOf, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';

const STAGES = {
  task_construction: 'Task construction',
  dag_validation: 'Graph validation',
  deterministic_execution: 'Deterministic execution',
  model_invocation: 'Model invocation',
  schema_validation: 'Schema validation',
  aggregation: 'Aggregation',
} as const;

function taskCounts(summary: TelemetryBundle['summary']): string {
  const counts = [
    [summary.deterministic_task_count, 'deterministic'],
    [summary.model_task_count, 'model'],
    [summary.aggregation_task_count, 'aggregation'],
  ] as const;
  return counts.flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`])).join(', ');
}

/** The latest run in numbers: what ran, what it cost, where the time went. */
export class KoraRunSummary extends PanelElement {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; padding: 16px; }
      h2 { padding-bottom: 8px; }
      h3 { padding: 16px 0 4px; }
      dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); font-variant-numeric: tabular-nums; }
      dt, dd { padding: 4px 0; border-bottom: 1px solid var(--k-border); }
      dt { color: var(--k-text-muted); }
      dd { text-align: right; }
      li { padding: 8px 0; border-bottom: 1px solid var(--k-border); font-size: var(--k-size-s); line-height: 16px; }
      li div { display: flex; justify-content: space-between; gap: 8px; }
      .id { overflow-wrap: anywhere; padding-top: 16px; }
    `,
  ];
  readonly #telemetry = new Task(this, {
    task: async ([run_id], { signal }) =>
      run_id === null ? null : this.host.api.get<TelemetryBundle>(`/telemetry/${run_id}`, signal),
    // The title changes with the end of an answer, and so may the telemetry.
    args: () => [this.shared.run_id, this.shared.touched?.answering, this.shared.touched?.updated_at] as const,
  });

  #bundle(bundle: TelemetryBundle | null) {
    if (bundle === null) return html`<p class="muted">The execution of the latest answer is shown here.</p>`;
    const { summary, tasks, status, backend, run_id } = bundle;
    const rows: readonly (readonly [string, string])[] = [
      ['State', status],
      ['Backend', backend],
      ['Time', formatDuration(summary.total_latency_ms)],
      ['Tasks', taskCounts(summary)],
      ['Model calls', String(summary.model_invocation_count)],
      ['Tokens', `${summary.tokens_in} in, ${summary.tokens_out} out`],
      ['Retries', String(summary.retry_count)],
      ['Validation failures', String(summary.validation_failures)],
    ];
    const stages = Object.entries(STAGES).map(
      ([key, name]) => [name, summary.stage_ms[key as keyof typeof STAGES]] as const,
    );
    return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      <h3>Time by stage</h3>
      <dl>${stages.filter(([, time]) => time > 0).map(([name, time]) => html`<dt>${name}</dt><dd>${formatDuration(time)}</dd>`)}</dl>
      <h3>${formatCount(tasks.length, 'task')}</h3>
      <ul>${tasks.map(
        (
          task,
        ) => html`<li><div><span>${task.task_name ?? task.task_id}</span><span class="numbers">${formatDuration(task.duration_ms)}</span></div>
          <div class="muted"><span>${task.task_type}${task.operation === null ? nothing : html` · <span class="data">${task.operation}</span>`}</span>
          <span>${task.status}</span></div></li>`,
      )}</ul>
      <p class="id small muted data">${run_id}</p>`;
  }

  override render() {
    return html`<h2>Execution</h2>${this.#telemetry.render({
      pending: () => html`<p class="muted">Loading…</p>`,
      complete: (bundle) => this.#bundle(bundle),
      error: (error) => html`<p class="error" role="alert">${messageOf(error)}</p>`,
    })}`;
  }
}

defineElement('kora-run-summary', KoraRunSummary);
