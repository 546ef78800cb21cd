import { baseOf, runtimeAddress } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** Where a llama-server is asked. */
export interface ServerAddress {
  /** Base URL without a slash at the end. */
  readonly url: string;
  readonly isLocal: boolean;
}

/**
 * Checks the base URL of a llama-server.
 * @param allowedHosts hosts beside this machine, with or without port.
 * @throws KORA_LLAMACPP_SERVER_NOT_LOCAL for any other host, another protocol, or credentials in the URL.
 */
export function serverAddress(serverUrl: string, allowedHosts: readonly string[]): ServerAddress {
  const address = runtimeAddress(serverUrl, allowedHosts);
  if (address === null) throw errors.KORA_LLAMACPP_SERVER_NOT_LOCAL({ host: URL.parse(serverUrl)?.host ?? 'no URL' });
  return { url: baseOf(address.url), isLocal: address.remote_host === null };
}
