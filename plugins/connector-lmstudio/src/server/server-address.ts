import { errors } from '../errors.ts';

/** LM Studio binds IPv4 by default, so `localhost`, which may resolve to IPv6 first, becomes 127.0.0.1. */
const LOOPBACK = new Map([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['[::1]', '[::1]'],
]);

/** Where LM Studio is asked. */
export interface ServerAddress {
  /** Base URL without a slash at the end and without the path of an API. */
  readonly url: string;
  readonly isLocal: boolean;
}

/**
 * Checks a base URL. A path such as `/v1`, which other clients want there, is taken off, because every API has its own.
 * @param allowedHosts hosts beside this machine, in lower case, with or without port.
 * @throws KORA_LMSTUDIO_NOT_LOCAL for any other host, another protocol, or credentials in the URL.
 */
export function serverAddress(baseUrl: string, allowedHosts: readonly string[]): ServerAddress {
  const url = URL.parse(baseUrl);
  const loopback = url === null ? undefined : LOOPBACK.get(url.hostname);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  const isAllowed =
    url !== null && (loopback !== undefined || [url.hostname, url.host].some((host) => allowedHosts.includes(host)));
  if (!isAllowed || !isHttp || url.username !== '' || url.password !== '') {
    throw errors.KORA_LMSTUDIO_NOT_LOCAL({ host: url?.host ?? 'no URL' });
  }
  if (loopback !== undefined) url.hostname = loopback;
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(?:api\/)?v[01]$/, '');
  return { url: `${url.origin}${path}`, isLocal: loopback !== undefined };
}
