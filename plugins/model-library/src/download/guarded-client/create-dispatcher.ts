import { readFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { getCACertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import { downloadErrors } from '../errors.ts';
import type { AddressRules } from './address-policy.ts';
import { guardedLookup } from './guarded-lookup.ts';

/** How connections are made. */
export interface ConnectionSettings extends AddressRules {
  readonly proxy: string | null;
  readonly ca_file: string | null;
}

const CONNECT_TIMEOUT_MS = 10_000;

async function trustedCertificates(ca_file: string): Promise<string[]> {
  try {
    return [...getCACertificates('default'), await readFile(ca_file, 'utf8')];
  } catch (cause) {
    throw downloadErrors.KORA_DOWNLOAD_CERTIFICATES_UNREADABLE({ path: ca_file }, cause);
  }
}

/**
 * Makes the sockets of downloads. With a proxy, the proxy resolves the target's name, so only the URL policy guards the
 * target then; the proxy itself is the user's own choice and may lie anywhere.
 * @throws KORA_DOWNLOAD_CERTIFICATES_UNREADABLE
 */
export async function createDispatcher(settings: ConnectionSettings, resolve?: LookupFunction): Promise<Dispatcher> {
  // Loaded at the first download: it takes longer than all the rest of this plugin, which is there for every model list.
  const { Agent, ProxyAgent } = await import('undici');
  const tls = settings.ca_file === null ? {} : { ca: await trustedCertificates(settings.ca_file) };
  // Long enough idle that the next part finds its connection open. Pipelining is off: parts are large.
  const common = { keepAliveTimeout: 10_000, pipelining: 1, autoSelectFamily: true };
  if (settings.proxy !== null)
    return new ProxyAgent({
      ...common,
      uri: settings.proxy,
      proxyTunnel: true,
      requestTls: tls,
      proxyTls: tls,
      connect: { timeout: CONNECT_TIMEOUT_MS },
    });
  return new Agent({
    ...common,
    connect: { ...tls, timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(settings, resolve) },
  });
}
