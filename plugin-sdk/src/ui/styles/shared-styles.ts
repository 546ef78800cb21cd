import { css } from 'lit';

/** What every panel looks like. Colours, sizes and spaces come from the page's style sheet as custom properties. */
export const sharedStyles = css`
  :host { box-sizing: border-box; color: var(--k-text); font: var(--k-font); }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: var(--k-size-l); font-weight: var(--k-strong); }
  h2, h3 { font-size: var(--k-size-m); font-weight: var(--k-strong); }
  .small { font-size: var(--k-size-s); line-height: 16px; }
  .muted { color: var(--k-text-muted); }
  .data { font-family: var(--k-mono); font-variant-numeric: tabular-nums; }
  .numbers { font-variant-numeric: tabular-nums; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
  .error { color: var(--k-bad); }
  svg.glyph { display: block; flex: none; }
  :focus-visible { outline: 2px solid var(--k-accent); outline-offset: 1px; }
  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  a { color: var(--k-accent); text-underline-offset: 2px; }
  button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; padding: 0 12px; border: 1px solid var(--k-border-strong);
    border-radius: var(--k-radius); background: var(--k-surface); cursor: pointer; white-space: nowrap; transition: background var(--k-motion); }
  button:hover:not(:disabled) { background: var(--k-hover); }
  button:disabled { color: var(--k-text-faint); cursor: default; }
  button.primary { background: var(--k-accent); border-color: var(--k-accent); color: var(--k-on-accent); font-weight: var(--k-strong); }
  button.primary:hover:not(:disabled) { background: var(--k-accent-hover); }
  button.primary:disabled { background: var(--k-hover); border-color: var(--k-border); color: var(--k-text-faint); }
  button.danger { color: var(--k-bad); }
  button.plain { border-color: transparent; background: none; }
  button.icon { width: 32px; padding: 0; border-color: transparent; background: none; color: var(--k-text-muted); }
  button.icon:hover:not(:disabled) { color: var(--k-text); background: var(--k-hover); }
  button.small { min-height: 24px; padding: 0 8px; }
  button.icon.small { width: 24px; padding: 0; }
  input:not([type]), input[type='text'], input[type='number'], input[type='search'], select, textarea { width: 100%; min-height: 32px; padding: 4px 8px;
    border: 1px solid var(--k-border-strong); border-radius: var(--k-radius); background: var(--k-field); }
  input::placeholder, textarea::placeholder { color: var(--k-text-muted); opacity: 1; }
  input[type='checkbox'], input[type='radio'] { width: 16px; height: 16px; margin: 0; accent-color: var(--k-accent); flex: none; }
  label { display: block; }
  code.said { font-family: var(--k-mono); font-size: var(--k-size-s); padding: 0 4px; border: 1px solid var(--k-border); border-radius: 4px; background: var(--k-canvas); color: var(--k-text); }
  kbd { padding: 1px 6px; border: 1px solid var(--k-border-strong); border-radius: 4px; background: var(--k-field); font: inherit; font-size: var(--k-size-s); }
  progress { appearance: none; display: block; width: 100%; height: 4px; border: 0; border-radius: 2px; background: var(--k-border); overflow: hidden; }
  progress::-webkit-progress-bar { background: var(--k-border); }
  progress::-webkit-progress-value { background: var(--k-accent); }
  progress::-moz-progress-bar { background: var(--k-accent); }
  .badge { display: inline-flex; align-items: center; gap: 4px; padding: 0 6px; height: 20px; border: 1px solid var(--k-border-strong); border-radius: 4px;
    font-size: var(--k-size-s); line-height: 18px; font-weight: 400; white-space: nowrap; }
  .badge.good { color: var(--k-good); }
  .badge.warn { color: var(--k-warn); }
  .badge.bad { color: var(--k-bad); }
  .badge.accent { color: var(--k-accent); }
  .card { border: 1px solid var(--k-border); border-radius: var(--k-radius-l); background: var(--k-surface); }
  .empty { padding: 24px 16px; color: var(--k-text-muted); text-align: center; }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
