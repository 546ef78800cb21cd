import { css } from 'lit';

export const conversationsStyles = css`
  :host { display: flex; flex-direction: column; min-height: 0; }
  .tools { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px 4px; padding: 8px; }
  .new { grid-column: 1 / -1; justify-content: flex-start; gap: 8px; padding: 0 8px; }
  .find { position: relative; }
  .find > svg { position: absolute; left: 8px; top: 8px; color: var(--k-text-muted); pointer-events: none; }
  .find input { padding-left: 32px; }
  .find input::-webkit-search-cancel-button { appearance: none; }
  .find:has(button) input { padding-right: 28px; }
  .find button { position: absolute; right: 4px; top: 4px; }
  .scroll { flex: 1; overflow: auto; padding: 0 8px 8px; min-height: 0; }
  h2 { padding: 8px 8px 4px; font-size: var(--k-size-s); line-height: 16px; color: var(--k-text-muted); font-weight: 400; }
  li { position: relative; border-radius: var(--k-radius); display: flex; align-items: center; }
  li a { flex: 1; min-width: 0; padding: 6px 8px; color: var(--k-text); text-decoration: none; }
  li:hover, li:focus-within { background: var(--k-hover); }
  li.current { background: var(--k-selected); }
  li .actions { display: none; padding-right: 4px; }
  li:hover .actions, li:focus-within .actions { display: flex; }
  @media (hover: none) { li.current .actions { display: flex; } }
  li form { flex: 1; padding: 0; }
  .result a { padding: 8px; }
  .result p { color: var(--k-text-muted); font-size: var(--k-size-s); line-height: 16px; overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 2;
    -webkit-box-orient: vertical; overflow: hidden; }
  mark { background: none; color: var(--k-text); font-weight: var(--k-strong); }
  .busy { width: 6px; height: 6px; border-radius: 3px; background: var(--k-accent); flex: none; margin-left: 8px; }
  .more { width: 100%; margin-top: 8px; }
  .empty { text-align: left; padding: 12px 8px; }
`;
