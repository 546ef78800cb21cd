import { css } from 'lit';

export const messageStyles = css`
  :host { display: block; content-visibility: auto; contain-intrinsic-size: auto 120px; padding: 0 16px; }
  article { max-width: 760px; margin: 0 auto; padding: 12px 0 4px; }
  .user { display: flex; flex-direction: column; align-items: flex-end; }
  .user .said { display: flex; flex-direction: row-reverse; align-items: flex-end; gap: 8px; max-width: 100%; }
  .user .text { min-width: 0; padding: 8px 12px; border: 1px solid var(--k-border); border-radius: 12px; background: var(--k-canvas); white-space: pre-wrap;
    unicode-bidi: plaintext; overflow-wrap: anywhere; max-height: 24rem; overflow: auto; }
  .files { max-width: 100%; display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; padding-bottom: 8px; }
  .files li { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; height: 28px; padding: 0 8px; border: 1px solid var(--k-border-strong);
    border-radius: var(--k-radius); font-size: var(--k-size-s); background: var(--k-surface); white-space: nowrap; }
  .foot { display: flex; align-items: flex-start; gap: 4px 8px; min-height: 32px; padding-top: 4px; }
  .actions { display: inline-flex; align-items: center; opacity: 0; flex: none; min-height: 36px; }
  :host(:hover) .actions, :host(:focus-within) .actions, :host([last]) .actions { opacity: 1; }
  .foot .actions { min-height: 0; }
  /* Where nobody can point, and where there is little room for what is only there at times. */
  @media (hover: none), (max-width: 600px) { .actions { opacity: 1; } }
  .line { flex-wrap: wrap; justify-content: flex-start; min-width: 0; min-height: 24px; padding: 2px 6px; gap: 2px 8px; font-size: var(--k-size-s); color: var(--k-text-muted); border: 0; background: none; margin-left: -6px;
    white-space: normal; text-align: left; }
  .line svg { transition: transform var(--k-motion); }
  .line[aria-expanded='true'] .turn svg { transform: rotate(90deg); }
  .line .model { max-width: 16rem; }
  .line .numbers { display: inline-flex; align-items: center; gap: 4px; }
  .pager { display: inline-flex; flex: none; align-items: center; font-size: var(--k-size-s); color: var(--k-text-muted); }
  .working { display: flex; align-items: center; gap: 8px; color: var(--k-text-muted); min-height: 24px; }
  .pulse { width: 8px; height: 8px; border-radius: 4px; background: var(--k-accent); animation: pulse 1.2s ease-in-out infinite; flex: none; }
  @keyframes pulse { 50% { opacity: 0.25; } }
  .note { display: flex; gap: 8px; padding: 8px 0 0; color: var(--k-text-muted); font-size: var(--k-size-s); line-height: 16px; }
  details.note { display: block; }
  details.note summary { display: flex; gap: 8px; cursor: pointer; list-style: none; }
  details.note summary::after { content: 'Show'; color: var(--k-accent); white-space: nowrap; }
  details.note[open] summary::after { content: 'Hide'; }
  details.note :is(pre, ul) { white-space: pre-wrap; overflow-wrap: anywhere; margin: 8px 0 0; padding: 12px; max-height: 20rem; overflow: auto; border: 1px solid var(--k-border); border-radius: var(--k-radius-l);
    background: var(--k-canvas); color: var(--k-text); }
  .problem { padding: 12px 16px; border: 1px solid var(--k-border); border-left: 2px solid var(--k-bad); border-radius: var(--k-radius); background: var(--k-bad-soft); margin-top: 8px; }
  .problem h2 { display: flex; gap: 8px; align-items: center; color: var(--k-bad); }
  .problem.mild { border-left-color: var(--k-accent); background: var(--k-canvas); }
  .problem.mild h2 { color: var(--k-text); }
  .problem.mild h2 svg { color: var(--k-accent); }
  .problem p, .problem li { padding-top: 4px; overflow-wrap: anywhere; }
  .problem .steps { display: flex; flex-wrap: wrap; gap: 8px; padding-top: 12px; }
  details.thinking { margin-bottom: 8px; color: var(--k-text-muted); }
  details.thinking summary { cursor: pointer; font-size: var(--k-size-s); line-height: 24px; }
  details.thinking div { padding: 4px 0 4px 12px; border-left: 2px solid var(--k-border); white-space: pre-wrap; unicode-bidi: plaintext;
    overflow-wrap: anywhere; max-height: 20rem; overflow: auto; }
  form.edit { width: 100%; display: grid; gap: 8px; }
  form.edit textarea { field-sizing: content; unicode-bidi: plaintext; max-height: 50vh; min-height: 64px; padding: 8px 12px; resize: vertical; border-radius: 12px; }
  form.edit div { display: flex; gap: 8px; justify-content: flex-end; }
`;
