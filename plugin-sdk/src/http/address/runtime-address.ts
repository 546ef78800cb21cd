/**
 * What people write for this machine, and where it is then reached: model runtimes bind IPv4 by default, and `localhost` may
 * resolve to IPv6 first. An address to listen on, such as 0.0.0.0, is none to connect to.
 */
const LOOPBACK = new Map([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['0.0.0.0', '127.0.0.1'],
  ['[::1]', '[::1]'],
  ['[::]', '[::1]'],
]);

/** Where a model runtime is asked. */
export interface RuntimeAddress {
  /** With loopback written as an address; no credentials. */
  readonly url: URL;
  /** The host, when requests leave this machine; null on loopback. */
  readonly remote_host: string | null;
}

/** An entry of `allowed_hosts`, or a host beside it, in one form: lower case, IPv6 without brackets. */
function plainName(host: string): string {
  return host.toLowerCase().replace(/^\[([^\]]*)\]$/, '$1');
}

/** Whether the user lists a host by its name. @param allowedHosts exact host names, or `host:port` */
export function allowsHost(allowedHosts: readonly string[], host: string): boolean {
  return allowedHosts.some((allowed) => plainName(allowed) === plainName(host));
}

/**
 * Reads the base URL of a model runtime. Nothing but loopback is accepted unless the user lists the host.
 * @param allowedHosts exact host names, or `host:port`; a name alone allows every port.
 * @returns null for any other host, another protocol than HTTP, or credentials in the URL.
 */
export function runtimeAddress(baseUrl: string, allowedHosts: readonly string[]): RuntimeAddress | null {
  const url = URL.parse(baseUrl);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isHttp || url.username !== '' || url.password !== '') return null;
  const loopback = LOOPBACK.get(url.hostname);
  if (loopback !== undefined) {
    url.hostname = loopback;
    return { url, remote_host: null };
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (![url.hostname, `${url.hostname}:${port}`].some((host) => allowsHost(allowedHosts, host))) return null;
  return { url, remote_host: plainName(url.hostname) };
}

/** A URL as the beginning of others: without query, and without a slash at the end. */
export function baseOf(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
