import { html, svg, type TemplateResult } from 'lit';

/** Strokes on a grid of 16, drawn with the current colour. */
const PATHS = {
  add: 'M8 3v10M3 8h10',
  alert: 'M8 2.5 14.5 13.5H1.5zM8 6.5v3.2M8 11.6v.2',
  attach: 'M13 7.5 7.9 12.6a3 3 0 0 1-4.3-4.3l5.6-5.5a2 2 0 0 1 2.9 2.8L6.6 11a1 1 0 0 1-1.4-1.4l4.9-4.8',
  chat: 'M2.5 3.5h11v7.5h-6L4.5 13.5V11h-2z',
  check: 'M3 8.5 6.5 12 13 4.5',
  chevron: 'M6 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  down: 'M8 3v10M4 9l4 4 4-4',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  edit: 'M3 13l.6-3L10.5 3a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2L6 12.4z',
  file: 'M4 1.5h5l3 3v10H4zM9 1.5v3h3',
  info: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 7.4v3.6M8 4.9v.2',
  inspect: 'M2.5 2.5h11v11h-11zM9.5 2.5v11',
  left: 'M10 4 6 8l4 4',
  menu: 'M2.5 2.5h11v11h-11zM6 2.5v11',
  model: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6',
  more: 'M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M7.6 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M12.2 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M4.5 3 12.5 8l-8 5z',
  redo: 'M13 3v4H9M12.7 7A5 5 0 1 0 13 9.5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.4 3.4',
  send: 'M8 13V3M4 7l4-4 4 4',
  settings: 'M2.5 4.5h6M11.5 4.5h2M10 3v3M2.5 11.5h2M7.5 11.5h6M6 10v3',
  stop: 'M4.5 4.5h7v7h-7z',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9',
} as const;
export type IconName = keyof typeof PATHS;

/** An icon beside a word, or inside a button that has a label; screen readers skip it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.4"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
}
