import type { UiRoute } from '@kora/plugin-sdk/ui';

/** Reads `#/chat/abc`. An address without a panel has an empty one, and the frame takes its first. */
export function parseRoute(hash: string): UiRoute {
  const [panel = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  return { panel, path: rest.join('/') };
}

export function formatRoute({ panel, path }: UiRoute): string {
  return path === '' ? `#/${panel}` : `#/${panel}/${path}`;
}
