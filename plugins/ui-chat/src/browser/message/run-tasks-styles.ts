import { css } from 'lit';

export const runTasksStyles = css`
  :host { display: block; }
  .frame { overflow: auto; border: 1px solid var(--k-border); border-radius: var(--k-radius-l); background: var(--k-canvas); margin: 4px 0 8px; font-size: var(--k-size-s);
    line-height: 16px; font-variant-numeric: tabular-nums; }
  table { border-collapse: collapse; width: 100%; border-bottom: 1px solid var(--k-border); }
  th, td { padding: 6px 12px; text-align: left; white-space: nowrap; vertical-align: top; }
  tbody tr:not(.more) { border-top: 1px solid var(--k-border); }
  th { font-weight: 400; color: var(--k-text-muted); }
  td.end, th.end { text-align: right; }
  td.name { white-space: normal; width: 100%; min-width: 7rem; overflow-wrap: anywhere; }
  tr.more td { padding-top: 0; white-space: normal; overflow-wrap: anywhere; }
  td.name button { min-height: 0; padding: 0; border: 0; background: none; justify-content: flex-start; text-align: left; white-space: normal; }
  td.name button:hover:not(:disabled) { background: none; color: var(--k-accent); }
  td.name button svg { transition: transform var(--k-motion); width: 12px; }
  td.name button[aria-expanded='true'] svg { transform: rotate(90deg); }
  td.name > div { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; }
  dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; padding: 8px 12px; }
  tr.more dl { padding: 0 0 6px 18px; }
  dt { color: var(--k-text-muted); }
  dd { overflow-wrap: anywhere; }
  .trouble { display: flex; gap: 6px; padding-left: 18px; color: var(--k-warn); }
  .trouble svg { width: 12px; height: 16px; }
  p { padding: 8px 12px; font-size: var(--k-size-s); }
  .failed, .timeout { color: var(--k-bad); }
  @media (max-width: 600px) {
    th, td { padding: 6px 4px; }
    th:first-child, td:first-child { padding-left: 12px; }
    th:last-child, td:last-child { padding-right: 12px; }
    td.name span.what { width: 100%; padding-left: 18px; }
    .frame.quiet :is(th, td).tokens { display: none; }
  }
`;
