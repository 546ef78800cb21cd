import { css } from 'lit';

export const frameStyles = css`
  :host { display: grid; height: 100dvh; grid-template: minmax(0, 1fr) auto / auto minmax(0, 1fr) auto; background: var(--k-canvas); }
  .skip { position: absolute; left: 8px; top: -48px; z-index: 5; padding: 8px 12px; background: var(--k-surface); border: 1px solid var(--k-border-strong); border-radius: var(--k-radius); }
  .skip:focus { top: 8px; }
  /* Each has its column even where another is hidden or lies above the rest: the middle takes what is left. */
  .sidebar { grid-column: 1; grid-row: 1; display: flex; flex-direction: column; width: 264px; border-right: 1px solid var(--k-border); min-height: 0; background: var(--k-canvas); }
  .sidebar[hidden] { display: none; }
  .brand { display: flex; align-items: center; gap: 8px; height: 48px; padding: 0 8px 0 16px; font-weight: var(--k-strong); }
  .brand svg.mark { color: var(--k-accent); }
  .brand span { flex: 1; }
  .places { padding: 0 8px 8px; display: grid; gap: 1px; }
  .places a, .foot button { display: flex; align-items: center; gap: 8px; min-height: 32px; padding: 0 8px; border-radius: var(--k-radius); color: var(--k-text);
    text-decoration: none; }
  .places a:hover { background: var(--k-hover); }
  .places a[aria-current] { background: var(--k-selected); font-weight: var(--k-strong); }
  .panels { flex: 1; min-height: 0; display: flex; flex-direction: column; border-top: 1px solid var(--k-border); }
  .panels > * { min-height: 0; flex: 1; }
  .foot { padding: 8px; border-top: 1px solid var(--k-border); }
  .foot button { width: 100%; justify-content: flex-start; border: 0; background: none; }
  .foot button:hover { background: var(--k-hover); }
  .middle { grid-column: 2; grid-row: 1; display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--k-surface); }
  .bar { display: flex; align-items: center; gap: 8px; height: 48px; padding: 0 12px 0 16px; border-bottom: 1px solid var(--k-border); }
  .bar h1 { flex: 1; font-size: var(--k-size-m); text-align: left; }
  .bar button[aria-pressed='true'] { color: var(--k-accent); border-color: var(--k-accent); background: var(--k-accent-soft); }
  main { flex: 1; min-height: 0; display: flex; }
  main > * { flex: 1; min-width: 0; min-height: 0; }
  main:focus { outline: none; }
  .details { grid-column: 3; grid-row: 1; width: 352px; border-left: 1px solid var(--k-border); background: var(--k-canvas); overflow: auto; min-height: 0; position: relative; }
  .details[hidden] { display: none; }
  .details .close { position: absolute; right: 8px; top: 8px; }
  .bar + .lost { display: flex; align-items: center; gap: 8px; padding: 8px 16px; background: var(--k-warn-soft); color: var(--k-warn); border-bottom: 1px solid var(--k-border); }
  .status { grid-column: 1 / -1; display: flex; align-items: center; gap: 16px; min-height: 28px; padding: 0 16px; border-top: 1px solid var(--k-border);
    font-size: var(--k-size-s); line-height: 16px; color: var(--k-text-muted); overflow: hidden; }
  .notices { display: contents; }
  .veil { display: none; }
  .settings { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); gap: 24px; align-items: start;
    /* As high as the dialog may be, so that it stays where it is when another section is opened. */
    min-height: calc(min(85vh, 46rem) - 96px); }
  .sections { display: grid; gap: 1px; position: sticky; top: 0; }
  .sections button { justify-content: flex-start; padding: 0 8px; }
  .sections button[aria-current] { background: var(--k-selected); font-weight: var(--k-strong); }
  :host([narrow]) .sidebar { position: fixed; z-index: 3; inset: 0 auto 0 0; width: min(296px, 85vw); }
  :host([narrow]) .veil { display: block; position: fixed; z-index: 2; inset: 0; border: 0; border-radius: 0; background: rgb(0 0 0 / 0.32); }
  :host([narrow]) .veil[hidden] { display: none; }
  @media (max-width: 700px) {
    .details { position: fixed; z-index: 2; inset: 0; width: auto; border: 0; }
  }
  @media (max-width: 800px) {
    .settings { grid-template-columns: minmax(0, 1fr); gap: 16px; align-content: start; }
    .sections button { padding: 0 6px; }
    .sections { display: flex; flex-wrap: wrap; gap: 4px; position: static; margin: 0 -6px; }
    .bar .label { display: none; }
    .bar { padding: 0 8px; }
  }
`;
