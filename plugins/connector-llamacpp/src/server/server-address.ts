import { baseOf, runtimeAddress } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/**
 * The base URL of a llama-server on this machine, without a slash at the end.
 * @throws KORA_LLAMACPP_SERVER_NOT_LOCAL for any other host, another protocol, or credentials in the URL.
 */
export function serverAddress(serverUrl: string): string {
  const address = runtimeAddress(serverUrl, []);
  if (address === null) throw errors.KORA_LLAMACPP_SERVER_NOT_LOCAL({ host: URL.parse(serverUrl)?.host ?? 'no URL' });
  return baseOf(address.url);
}
