import type { PlacedPanel } from '@kora/contracts';
import type { InstalledPanel } from '../../registry/plugin-registry.ts';

/** Custom element names as far as panels need them: lower-case words joined by hyphens. */
const ELEMENT = /^[a-z][a-z0-9]*(?:-[a-z0-9]+){1,7}$/;

/**
 * The version segment in addresses of a plugin's files. It names the content too, so that files may be cached for ever although a
 * build of the same version can differ.
 */
export function addressVersion(panel: Pick<InstalledPanel, 'plugin_version' | 'revision'>): string {
  return `${panel.plugin_version}+${panel.revision.slice(0, 12)}`;
}

/** Address of a file of a panel's plugin. */
export function fileUrl(panel: InstalledPanel, path: string): string {
  return `/plugin-files/${panel.plugin_id}/${addressVersion(panel)}/${path}`;
}

/** Panels as the page gets them. One whose element could not be created is left out. */
export function placedPanels(panels: readonly InstalledPanel[]): readonly PlacedPanel[] {
  return panels
    .filter(({ element }) => ELEMENT.test(element))
    .map((panel) => {
      const { id, plugin_id, slot, element, title, order } = panel;
      return { id, plugin_id, slot, element, title, order, module_url: fileUrl(panel, panel.module) };
    });
}
