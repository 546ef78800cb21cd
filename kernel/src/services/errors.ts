import { defineErrors } from '@kora/plugin-sdk';

/** What a plugin is told when it reaches for something that its signed manifest does not grant. */
export const serviceErrors = defineErrors({
  KORA_CAPABILITY_DENIED: {
    type: 'FORBIDDEN',
    message: (d: { plugin_id: string; capability: string }) =>
      `Plugin ${d.plugin_id} may not use ${d.capability}: its manifest does not ask for capabilities.${d.capability}. Its author must add it, and sign the plugin again.`,
  },
  KORA_CAPABILITY_HOST_DENIED: {
    type: 'FORBIDDEN',
    message: (d: { plugin_id: string; host: string; reason: string }) =>
      `Plugin ${d.plugin_id} may not contact ${d.host}: ${d.reason}. Its manifest lists the hosts that it may reach under capabilities.hosts.`,
  },
  KORA_STORAGE_NAME_INVALID: {
    type: 'VALIDATION_ERROR',
    message: (d: { plugin_id: string; name: string }) =>
      `Plugin ${d.plugin_id} used ${JSON.stringify(d.name)} as a name in its storage. Use relative paths with forward slashes, of A-Z a-z 0-9 . _ + - only.`,
  },
  KORA_STORAGE_LINK_REFUSED: {
    type: 'FORBIDDEN',
    message: (d: { plugin_id: string; name: string }) =>
      `${d.name} in the storage of plugin ${d.plugin_id} is a link or no regular file, and was not touched. Remove it from the plugin's storage folder.`,
  },
  KORA_SERVICE_FILE_UNLISTED: {
    type: 'NOT_FOUND',
    message: (d: { plugin_id: string; path: string }) =>
      `Plugin ${d.plugin_id} has no file ${JSON.stringify(d.path)}: its manifest does not list it. Its author must build and sign it again with that file.`,
  },
  KORA_SERVICE_FILE_CHANGED: {
    type: 'PLUGIN_REJECTED',
    message: (d: { plugin_id: string; path: string }) =>
      `The file ${d.path} of plugin ${d.plugin_id} is no longer the one that was signed, and was not used. Remove the plugin and install it again.`,
  },
  KORA_PLANNER_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { planner: string; reason: string }) =>
      `Planner ${d.planner} failed: ${d.reason}. Remove its plugin, or report this to its publisher; GET /plugins says who that is.`,
  },
});
