/** Something that the launcher did to the installed plugins, or left undone, that the user should see. */
export type InstallNotice = {
  readonly plugin_id: string;
  readonly kind: 'installed' | 'updated' | 'restored' | 'removed' | 'left_altered';
  /** One sentence for a person. */
  readonly message: string;
};

/** Says what happened to a plugin. `detail` is why. */
export function noticeOf(plugin_id: string, kind: InstallNotice['kind'], detail = ''): InstallNotice {
  const sentences = {
    installed: `Installed the plugin ${plugin_id} ${detail}.`,
    updated: `Updated the plugin ${plugin_id} to ${detail}.`,
    restored: `Restored the plugin ${plugin_id}, which had been altered: ${detail}`,
    removed: `The folder of the plugin ${plugin_id} is gone, so it stays removed. \`kora plugins restore ${plugin_id}\` brings it back.`,
    left_altered: `Left the plugin ${plugin_id} altered, as --no-repair says: ${detail}`,
  };
  return { plugin_id, kind, message: sentences[kind] };
}
