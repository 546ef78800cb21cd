import { errors } from '../errors.ts';

const OLLAMA_PORT = 11434;
/** What Ollama may be told to listen on or people write, and where it is then reached: IPv4 first, as it binds. */
const LOOPBACK = new Map([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['0.0.0.0', '127.0.0.1'],
  ['[::1]', '[::1]'],
  ['[::]', '[::1]'],
]);

/** Where Ollama is. */
export interface OllamaAddress {
  /** Base URL without a slash at the end. */
  readonly url: string;
  /** The host, when requests leave this machine; null on loopback. */
  readonly remote_host: string | null;
}

/** A host name as the user writes it: lower case, IPv6 without brackets. */
function hostName(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

/**
 * Reads a base URL in the forms of OLLAMA_HOST: a bare host gets port 11434, a URL the port of its scheme.
 * @throws KORA_OLLAMA_NOT_LOCAL for a host beyond this machine that the configuration does not allow, another protocol, or
 * credentials in the URL.
 */
export function ollamaAddress(baseUrl: string, allowedHosts: readonly string[]): OllamaAddress {
  const hasScheme = baseUrl.includes('://');
  const url = URL.parse(hasScheme ? baseUrl : `http://${baseUrl}`);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isHttp || url.username !== '' || url.password !== '') {
    throw errors.KORA_OLLAMA_NOT_LOCAL({ host: url?.host ?? baseUrl });
  }
  const loopback = LOOPBACK.get(url.hostname);
  if (loopback === undefined && !allowedHosts.includes(hostName(url))) {
    throw errors.KORA_OLLAMA_NOT_LOCAL({ host: url.host });
  }
  // URL drops a port that is the scheme's own, so a bare host's has to be looked for in the text.
  if (!hasScheme && !/:\d+(?:\/|$)/.test(baseUrl)) url.port = String(OLLAMA_PORT);
  const remote_host = loopback === undefined ? hostName(url) : null;
  url.hostname = loopback ?? url.hostname;
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, remote_host };
}
