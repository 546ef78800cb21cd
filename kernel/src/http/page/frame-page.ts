import type { InstalledPanel } from '../../registry/plugin-registry.ts';
import { escapeHtml } from './escape-html.ts';
import { pagePolicy } from './page-policy.ts';
import { fileUrl, placedPanels } from './placed-panels.ts';

/** The page at `/`: its HTML and the policy that belongs to it. */
export interface FramePage {
  readonly content: string;
  readonly policy: string;
}

function linksOf(frame: InstalledPanel): string {
  const { icon, style, manifest } = frame.page ?? {};
  const link = (rel: string, path: string | undefined, more = '') =>
    path === undefined ? '' : `<link rel="${rel}" href="${escapeHtml(fileUrl(frame, path))}"${more}>\n`;
  // A manifest is fetched without cookies unless it is asked for with them, and every route here needs them.
  return link('icon', icon) + link('stylesheet', style) + link('manifest', manifest, ' crossorigin="use-credentials"');
}

/**
 * The page that holds the first panel of slot `frame`, and nothing else: its import map, its links, its element.
 * @returns null when no panel fills the frame.
 */
export function framePage(panels: readonly InstalledPanel[]): FramePage | null {
  const [placed] = placedPanels(panels.filter(({ slot }) => slot === 'frame'));
  const frame = panels.find(({ id, plugin_id }) => id === placed?.id && plugin_id === placed.plugin_id);
  if (placed === undefined || frame === undefined) return null;
  const imports = Object.entries(frame.imports ?? {}).map(([name, path]) => [name, fileUrl(frame, path)]);
  // Inside a script element only "<" could end the text early.
  const importMap = JSON.stringify({ imports: Object.fromEntries(imports) }).replaceAll('<', '\\u003c');
  const content = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(frame.title)}</title>
${linksOf(frame)}<script type="importmap">${importMap}</script>
<script type="module" src="${escapeHtml(placed.module_url)}"></script>
</head>
<body>
<${placed.element}></${placed.element}>
<noscript>This page needs JavaScript. The local API at /docs describes itself without it at /openapi.json.</noscript>
</body>
</html>
`;
  return { content, policy: pagePolicy(importMap) };
}
