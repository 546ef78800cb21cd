import { css } from 'lit';

export const markdownStyles = css`
  :host { display: block; overflow-wrap: anywhere; line-height: 22px; }
  .plain { white-space: pre-wrap; }
  /* What is inside one block moves no other, so a long answer that grows is not laid out again. */
  .block { contain: layout style; }
  .block > :first-child { margin-top: 0; }
  .block + .block { margin-top: 12px; }
  p, ul, ol, blockquote, pre { margin: 12px 0 0; }
  h1, h2, h3, h4, h5, h6 { margin: 20px 0 0; font-size: var(--k-size-m); font-weight: var(--k-strong); }
  h1 { font-size: var(--k-size-l); }
  ul, ol { padding-inline-start: 24px; }
  ul { list-style: disc; }
  ol { list-style: decimal; }
  li + li, li > ul, li > ol { margin-top: 4px; }
  li:has(> input[type='checkbox']) { list-style: none; margin-inline-start: -20px; }
  li > input[type='checkbox'] { vertical-align: -3px; margin-inline-end: 4px; }
  blockquote > :first-child { margin-top: 0; }
  blockquote { padding-inline-start: 12px; border-inline-start: 2px solid var(--k-border-strong); color: var(--k-text-muted); }
  hr { border: 0; border-top: 1px solid var(--k-border); margin: 4px 0; }
  code { font-family: var(--k-mono); font-size: 13px; }
  :not(pre) > code { padding: 1px 4px; border: 1px solid var(--k-border); border-radius: 4px; background: var(--k-canvas); }
  .code { direction: ltr; border: 1px solid var(--k-border); border-radius: var(--k-radius-l); background: var(--k-canvas); overflow: hidden; margin-top: 12px; }
  .code > header { display: flex; align-items: center; justify-content: space-between; padding: 4px 4px 4px 12px; border-bottom: 1px solid var(--k-border);
    font-size: var(--k-size-s); color: var(--k-text-muted); }
  .code pre { margin: 0; padding: 12px; overflow: auto; line-height: 20px; }
  .code button { min-height: 24px; padding: 0 8px; border-color: transparent; background: none; font-size: var(--k-size-s); color: var(--k-text-muted); }
  .table { overflow: auto; margin-top: 12px; border: 1px solid var(--k-border); border-radius: var(--k-radius-l); }
  table { border-collapse: collapse; width: max-content; min-width: 100%; font-variant-numeric: tabular-nums; }
  th, td { padding: 6px 12px; border-bottom: 1px solid var(--k-border); text-align: start; vertical-align: top; overflow-wrap: break-word; max-width: 24rem; }
  tr:last-child td { border-bottom: 0; }
  th { white-space: nowrap; font-weight: var(--k-strong); background: var(--k-canvas); }
  [align='right'] { text-align: right; }
  [align='center'] { text-align: center; }
  .formula { direction: ltr; unicode-bidi: isolate; }
  .formula.display { display: block; overflow: auto hidden; padding: 4px 0; }
  .formula math { font-size: 1.15em; }
  code.language-math-display { display: block; overflow-x: auto; white-space: pre-wrap; }
  .hljs-comment, .hljs-quote, .hljs-meta { color: var(--k-text-muted); }
  .hljs-keyword, .hljs-selector-tag, .hljs-section, .hljs-name, .hljs-type { color: var(--k-accent); }
  .hljs-string, .hljs-addition, .hljs-regexp { color: var(--k-good); }
  .hljs-number, .hljs-literal, .hljs-attr, .hljs-attribute, .hljs-symbol { color: var(--k-warn); }
  .hljs-deletion { color: var(--k-bad); }
  .hljs-title, .hljs-strong { font-weight: var(--k-strong); }
`;
