import { css } from 'lit';

/** What the parts of the model manager share. */
export const modelsStyles = css`
  :host { display: block; }
  .item { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; align-items: center; padding: 12px 16px; }
  .item + .item, .rule { border-top: 1px solid var(--k-border); }
  .item h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; overflow-wrap: anywhere; }
  .facts { display: flex; flex-wrap: wrap; gap: 0 16px; color: var(--k-text-muted); font-size: var(--k-size-s); line-height: 20px; font-variant-numeric: tabular-nums; }
  form.item { align-items: end; }
  form.item label { padding-bottom: 4px; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }
  dd.facts { line-height: 16px; }
  .full { grid-column: 1 / -1; }
  .full > progress { margin-top: 8px; }
  .full .buttons { margin-top: 12px; padding-top: 12px; }
  dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; font-size: var(--k-size-s); line-height: 16px; padding-top: 8px; }
  dt { color: var(--k-text-muted); }
  dd { overflow-wrap: anywhere; }
  form.line { display: flex; gap: 8px; padding-top: 8px; }
  form.line input { flex: 1; min-width: 0; }
  .good { color: var(--k-good); }
  .warn { color: var(--k-warn); }
  .bad { color: var(--k-bad); }
  @media (max-width: 560px) {
    .item { grid-template-columns: minmax(0, 1fr); }
    .buttons { justify-content: flex-start; padding-top: 4px; }
    .buttons > .plain:first-child { margin-left: -12px; }
  }
`;
