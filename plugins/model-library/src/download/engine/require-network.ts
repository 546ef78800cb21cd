import { networkInterfaces } from 'node:os';
import { downloadErrors } from '../errors.ts';
import { isLoopbackName } from '../guarded-client/address-policy.ts';

/**
 * Refuses at once where no network card has an address, instead of waiting for a name server that nobody can reach.
 * @throws KORA_DOWNLOAD_OFFLINE
 */
export function requireNetwork(url: URL, interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): void {
  if (isLoopbackName(url.hostname)) return;
  const connected = Object.values(interfaces).some((addresses) => addresses?.some(({ internal }) => !internal));
  if (!connected) throw downloadErrors.KORA_DOWNLOAD_OFFLINE({ host: url.host });
}
