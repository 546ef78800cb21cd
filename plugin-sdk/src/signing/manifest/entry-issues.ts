import type { Issue, PluginManifest } from '@kora/contracts';

/** A manifest whose entry is not among its files would import code that nobody signed. */
export function entryIssues(manifest: PluginManifest): readonly Issue[] {
  if (Object.hasOwn(manifest.files, manifest.entry)) return [];
  return [{ path: '/entry', code: 'BAD_FORMAT', message: `must be one of the files; ${manifest.entry} is not` }];
}
