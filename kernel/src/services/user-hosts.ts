import { isRecord, type Json } from '@kora/contracts';

/**
 * Hosts that the user lets a plugin reach beside those of its manifest: `allowed_hosts` of its section in studio.json, exact
 * names or `host:port`. A manifest is signed by its publisher and says what a plugin needs; who may widen that is whoever
 * owns the machine, in the one file that only they write. What else stands in the section is the plugin's to decode.
 */
export function userHosts(plugins: { readonly [id: string]: Json }, id: string): readonly string[] {
  const section = Object.hasOwn(plugins, id) ? plugins[id] : undefined;
  const hosts = isRecord(section) ? section.allowed_hosts : undefined;
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}
