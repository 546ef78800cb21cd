import { css } from 'lit';

export const settingsStyles = css`
  :host { display: block; }
  .row { display: grid; grid-template-columns: minmax(0, 1fr) 11rem; gap: 4px 16px; align-items: center; padding: 8px 0; }
  .row + .row { border-top: 1px solid var(--k-border); }
  .row p { font-size: var(--k-size-s); line-height: 16px; color: var(--k-text-muted); }
  .row p.error { color: var(--k-bad); }
  .row > .control { display: flex; justify-content: flex-end; gap: 8px; }
  .importing { grid-column: 1 / -1; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px 16px; align-items: center; padding-top: 8px; }
  .importing progress { grid-column: 1 / -1; }
  .row.tight > .importing, .row.tight > .outcome { flex: 1 1 100%; }
  .outcome { display: flex; gap: 8px; font-size: var(--k-size-s); line-height: 16px; overflow-wrap: anywhere; }
  .outcome:not(.error) svg { color: var(--k-good); }
  h3 { padding: 24px 0 4px; }
  .group h3 { padding: 0; }
  .problem { color: var(--k-bad); padding: 8px 0; }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; padding-top: 8px; }
  .row.tight { display: flex; flex-wrap: wrap; justify-content: space-between; }
  .row.tight > :first-child { flex: 1 1 12rem; }
  @media (max-width: 520px) { .row:not(.tight) { grid-template-columns: minmax(0, 1fr); } .row:not(.tight) > .control { justify-content: flex-start; } }
`;
