import { css } from 'lit';

export const chatStyles = css`
  :host { display: flex; flex-direction: column; position: relative; min-height: 0; }
  .scroll { flex: 1; overflow-y: auto; min-height: 0; display: flex; flex-direction: column; overscroll-behavior: contain; }
  .scroll:focus-visible { outline-offset: -2px; }
  .messages { padding: 8px 0 16px; }
  .center { margin: auto; padding: 32px 16px; text-align: center; display: grid; gap: 12px; justify-items: center; color: var(--k-text-muted); }
  .earlier { text-align: center; padding: 12px; color: var(--k-text-muted); font-size: var(--k-size-s); }
  .latest { position: absolute; left: 50%; transform: translateX(-50%); bottom: 100%; margin-bottom: 8px; border-radius: 16px; }
  .bottom { position: relative; }
  .drop { position: absolute; inset: 8px; z-index: 1; display: grid; place-items: center; border: 2px dashed var(--k-accent); border-radius: 12px;
    background: var(--k-accent-soft); color: var(--k-accent); font-weight: var(--k-strong); pointer-events: none; }
`;
