import { baseOf, runtimeAddress } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

const OLLAMA_PORT = 11434;

/** Where Ollama is. */
export interface OllamaAddress {
  /** Base URL without a slash at the end. */
  readonly url: string;
  /** The host, when requests leave this machine; null on loopback. */
  readonly remote_host: string | null;
}

/** A base URL in full: a bare host gets port 11434, a URL the port of its scheme, as in OLLAMA_HOST. */
function withScheme(baseUrl: string): string {
  if (baseUrl.includes('://')) return baseUrl;
  const [, host = '', path = ''] = /^([^/]*)(.*)$/s.exec(baseUrl) ?? [];
  return `http://${/:\d+$/.test(host) ? host : `${host}:${OLLAMA_PORT}`}${path}`;
}

/**
 * Reads a base URL in the forms of OLLAMA_HOST.
 * @throws KORA_OLLAMA_NOT_LOCAL for a host beyond this machine that the configuration does not allow, another protocol, or
 * credentials in the URL.
 */
export function ollamaAddress(baseUrl: string, allowedHosts: readonly string[]): OllamaAddress {
  const full = withScheme(baseUrl);
  const address = runtimeAddress(full, allowedHosts);
  if (address === null) throw errors.KORA_OLLAMA_NOT_LOCAL({ host: URL.parse(full)?.host ?? 'no URL' });
  return { url: baseOf(address.url), remote_host: address.remote_host };
}
