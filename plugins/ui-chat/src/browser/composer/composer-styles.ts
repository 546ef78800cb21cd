import { css } from 'lit';

export const composerStyles = css`
  :host { display: block; padding: 8px 16px 16px; }
  form { max-width: 760px; margin: 0 auto; border: 1px solid var(--k-border-strong); border-radius: 12px; background: var(--k-field); padding: 8px; }
  form:focus-within { border-color: var(--k-accent); box-shadow: 0 0 0 1px var(--k-accent); }
  textarea { display: block; width: 100%; max-height: 40vh; min-height: 28px; padding: 4px 8px; border: 0; background: none; resize: none; field-sizing: content; unicode-bidi: plaintext;
    line-height: 20px; border-radius: 0; overflow-y: auto; }
  textarea:focus-visible { outline: none; }
  .foot { display: flex; align-items: center; gap: 4px; padding-top: 4px; }
  .foot .space { flex: 1; }
  .files { display: flex; flex-wrap: wrap; gap: 8px; max-height: 25vh; overflow-y: auto; margin: 0 0 8px; padding: 0 4px; }
  .files li { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; height: 28px; padding: 0 2px 0 8px; border: 1px solid var(--k-border-strong);
    border-radius: var(--k-radius); font-size: var(--k-size-s); white-space: nowrap; }
  button.send { width: 32px; padding: 0; border-radius: var(--k-radius-l); }
  button.send[aria-label='Stop'] svg { fill: currentColor; }
  .problem { max-width: 760px; margin: 0 auto; padding: 0 8px 8px; color: var(--k-bad); }
  .note { max-width: 760px; margin: 0 auto; padding-top: 8px; text-align: center; }
  @media (max-width: 600px) { :host { padding: 4px 8px 8px; } .note { display: none; } }
`;
