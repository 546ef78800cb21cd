import type { LookupFunction } from 'node:net';
import { type HttpClient, isKoraError, nextTurn } from '@kora/plugin-sdk';
import type { Agent } from 'undici';
import { serviceErrors } from './errors.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { type HostVerdict, hostVerdict, MAX_REDIRECTS, redirectedInit, redirectVerdict } from './host-allow-list.ts';
import { isPlain, plainExchange } from './plain-exchange.ts';
import type { PluginIdentity } from './plugin-identity.ts';

interface OpenAgent {
  readonly undici: typeof import('undici');
  readonly dispatcher: Agent;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** An HttpClient together with the sockets that it holds. */
export interface ManagedHttpClient extends HttpClient {
  /** Ends every open request and closes the sockets. */
  destroy(): Promise<void>;
}

/** Milliseconds of silence after which undici gives up; 0 is never. */
export interface TimeLimits {
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
}

/**
 * A model may load, wait for its turn or think for an hour before its first byte, and undici's own limits are 300 s for the
 * head and as much for the body: none of ours, callers pass a signal.
 */
export const NO_TIME_LIMITS: TimeLimits = { headersTimeout: 0, bodyTimeout: 0 };

/** What an HttpClient may be made with. */
export interface HttpClientOptions {
  /** Hosts that the user allows beside those of the manifest, see `userHosts`. */
  readonly userHosts?: readonly string[];
  /** Resolves names; the system's own resolver unless given. */
  readonly resolve?: LookupFunction;
  /** None unless given. */
  readonly limits?: TimeLimits;
}

/**
 * HTTP that reaches only the hosts of the plugin's manifest, and those that the user adds, checked again at every redirect
 * and when names are resolved.
 * @throws KORA_CAPABILITY_HOST_DENIED from fetch
 */
export function createHttpClient({ manifest }: PluginIdentity, options: HttpClientOptions = {}): ManagedHttpClient {
  const { userHosts = [], resolve, limits = NO_TIME_LIMITS } = options;
  const hosts = [...(manifest.capabilities.hosts ?? []), ...userHosts];
  const denied = (host: string, reason: string) =>
    serviceErrors.KORA_CAPABILITY_HOST_DENIED({ plugin_id: manifest.id, host, reason });
  const lookup = guardedLookup((host) => denied(host, 'its name resolves to an address of this machine'), resolve);
  let agent: Promise<OpenAgent> | undefined;
  // Loaded at the first request: it is a third of the kernel's code, and Studio often makes none.
  const openAgent = async () => {
    const undici = await import('undici');
    await nextTurn();
    return { undici, dispatcher: new undici.Agent({ ...limits, connect: { lookup } }) };
  };
  const demand = (url: URL, verdict: HostVerdict) => {
    if (!verdict.allowed) throw denied(url.host === '' ? url.protocol : url.host, verdict.reason);
  };

  async function follow(url: URL, init: RequestInit, hops: number): Promise<Response> {
    agent ??= openAgent();
    const { undici, dispatcher } = await agent;
    const options: RequestInit & { dispatcher: Agent } = { ...init, redirect: 'manual', dispatcher };
    const asked = isPlain(url, init) ? plainExchange(undici, dispatcher, url, init) : fetch(url, options);
    const response = await asked.catch((error: unknown) => {
      // fetch wraps what happened underneath, our own refusal included.
      throw error instanceof Error && isKoraError(error.cause) ? error.cause : error;
    });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null || init.redirect === 'manual') return response;
    await response.body?.cancel();
    if (init.redirect === 'error') throw denied(url.host, 'it redirects, and the plugin asked not to follow');
    if (hops >= MAX_REDIRECTS) throw denied(url.host, `it redirects more than ${MAX_REDIRECTS} times`);
    const next = URL.parse(location, url);
    if (next === null) throw denied(url.host, 'it redirects to something that is no URL');
    demand(next, redirectVerdict(url, next, hosts));
    return follow(next, redirectedInit(init, response.status, url, next), hops + 1);
  }

  return {
    async fetch(address, init = {}) {
      const url = URL.parse(address);
      if (url === null) throw denied('an address that is no URL', 'only absolute http: and https: URLs can be fetched');
      demand(url, hostVerdict(url, hosts));
      return follow(url, init, 0);
    },
    destroy: async () => (await agent)?.dispatcher.destroy(),
  };
}
