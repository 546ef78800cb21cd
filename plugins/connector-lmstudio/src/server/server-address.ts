import { baseOf, runtimeAddress } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** Where LM Studio is asked. */
export interface ServerAddress {
  /** Base URL without a slash at the end and without the path of an API. */
  readonly url: string;
  readonly isLocal: boolean;
}

/**
 * Checks a base URL. A path such as `/v1`, which other clients want there, is taken off, because every API has its own.
 * @param allowedHosts hosts beside this machine, with or without port.
 * @throws KORA_LMSTUDIO_NOT_LOCAL for any other host, another protocol, or credentials in the URL.
 */
export function serverAddress(baseUrl: string, allowedHosts: readonly string[]): ServerAddress {
  const address = runtimeAddress(baseUrl, allowedHosts);
  if (address === null) throw errors.KORA_LMSTUDIO_NOT_LOCAL({ host: URL.parse(baseUrl)?.host ?? 'no URL' });
  return { url: baseOf(address.url).replace(/\/(?:api\/)?v[01]$/, ''), isLocal: address.remote_host === null };
}
