/** Redirects that are followed at most. */
export const MAX_REDIRECTS = 5;

/** Headers that prove who is asking. They are for one origin only. */
const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];

/** A step towards a host: allowed, or the reason why not. */
export type HostVerdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * Holds a URL against `capabilities.hosts`: exact host names (any port) or exact `host:port`. No wildcards, no suffixes.
 * IPv6 addresses may be written with or without their brackets.
 */
export function hostVerdict(url: URL, hosts: readonly string[]): HostVerdict {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { allowed: false, reason: `${url.protocol} is not http: or https:` };
  if (url.username !== '' || url.password !== '') return { allowed: false, reason: 'the URL carries credentials' };
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const names = new Set([url.hostname, url.hostname.replace(/^\[|\]$/g, ''), `${url.hostname}:${port}`]);
  if (hosts.some((host) => names.has(host.toLowerCase()))) return { allowed: true };
  return { allowed: false, reason: 'neither its manifest nor allowed_hosts in studio.json names that host' };
}

/** Like {@link hostVerdict}, for where a response redirects to: encryption is never given up on the way. */
export function redirectVerdict(from: URL, to: URL, hosts: readonly string[]): HostVerdict {
  if (from.protocol === 'https:' && to.protocol !== 'https:')
    return { allowed: false, reason: 'a redirect leads from https: to an unencrypted address' };
  return hostVerdict(to, hosts);
}

/** The request that follows a redirect (Fetch standard, HTTP-redirect fetch): secrets stay with their origin. */
export function redirectedInit(init: RequestInit, status: number, from: URL, to: URL): RequestInit {
  const headers = new Headers(init.headers);
  if (from.origin !== to.origin) for (const name of SECRET_HEADERS) headers.delete(name);
  const method = (init.method ?? 'GET').toUpperCase();
  const becomesGet = ((status === 301 || status === 302) && method === 'POST') || (status === 303 && method !== 'HEAD');
  if (!becomesGet) return { ...init, headers };
  for (const name of [...headers.keys()]) if (name.startsWith('content-')) headers.delete(name);
  const { body: _, ...rest } = init;
  return { ...rest, headers, method: 'GET' };
}
