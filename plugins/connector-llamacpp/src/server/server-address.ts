import { errors } from '../errors.ts';

/** llama-server binds IPv4 only by default, so `localhost`, which may resolve to IPv6 first, becomes 127.0.0.1. */
const LOOPBACK = new Map([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['[::1]', '[::1]'],
]);

/**
 * The base URL of a llama-server on this machine, without a slash at the end.
 * @throws KORA_LLAMACPP_SERVER_NOT_LOCAL for any other host, another protocol, or credentials in the URL.
 */
export function serverAddress(serverUrl: string): string {
  const url = URL.parse(serverUrl);
  const host = url === null ? undefined : LOOPBACK.get(url.hostname);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || host === undefined || !isHttp || url.username !== '' || url.password !== '') {
    throw errors.KORA_LLAMACPP_SERVER_NOT_LOCAL({ host: url?.host ?? serverUrl });
  }
  url.hostname = host;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
