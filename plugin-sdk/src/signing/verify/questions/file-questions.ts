import type { PluginManifest } from '@kora/contracts';
import type { KoraError } from '../../../errors/kora-error.ts';
import { signingErrors } from '../../errors.ts';
import type { PluginEvidence } from '../evidence.ts';

/** Files named per question. A hostile folder can be wrong in 20,000 places; nobody reads that many. */
export const MAX_FILES_NAMED = 20;

/** 10. Is every listed file there, with its hash? */
export function listedFilesAreUnchanged(evidence: PluginEvidence, manifest: PluginManifest): readonly KoraError[] {
  return Object.entries(manifest.files)
    .filter(([path, digest]) => evidence.files.get(path) !== digest)
    .slice(0, MAX_FILES_NAMED)
    .map(([path]) => {
      const details = { plugin_id: evidence.folder_id, kind: 'tampered', path } as const;
      return evidence.files.has(path)
        ? signingErrors.KORA_PLUGIN_FILE_CHANGED(details)
        : signingErrors.KORA_PLUGIN_FILE_MISSING(details);
    });
}

/** 11. Is there nothing else: no unlisted file, no link, nothing that could not be read? */
export function nothingElseIsThere(evidence: PluginEvidence, manifest: PluginManifest): readonly KoraError[] {
  const about = { plugin_id: evidence.folder_id, kind: 'tampered' } as const;
  const irregular = evidence.irregular
    .slice(0, MAX_FILES_NAMED)
    .map(({ path, reason }) => signingErrors.KORA_PLUGIN_FILE_IRREGULAR({ ...about, path, reason }));
  const unlisted = [...evidence.files.keys()]
    .filter((path) => !Object.hasOwn(manifest.files, path))
    .slice(0, MAX_FILES_NAMED)
    .map((path) => signingErrors.KORA_PLUGIN_FILE_UNLISTED({ ...about, path }));
  return [...irregular, ...unlisted];
}
