const TYPES: ReadonlyMap<string, { readonly type: string; readonly text: boolean }> = new Map([
  ['js', { type: 'text/javascript; charset=utf-8', text: true }],
  ['css', { type: 'text/css; charset=utf-8', text: true }],
  ['svg', { type: 'image/svg+xml', text: true }],
  ['json', { type: 'application/json; charset=utf-8', text: true }],
  ['webmanifest', { type: 'application/manifest+json; charset=utf-8', text: true }],
  ['png', { type: 'image/png', text: false }],
  ['woff2', { type: 'font/woff2', text: false }],
]);

/** Media type of a plugin's file that a browser may have, and whether compression is worth it; null for any other file. */
export function browserFileType(path: string): { readonly type: string; readonly text: boolean } | null {
  return TYPES.get(path.slice(path.lastIndexOf('.') + 1)) ?? null;
}
