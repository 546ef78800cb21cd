import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { downloadErrors } from '../errors.ts';
import { type ConnectionSettings, createDispatcher } from './create-dispatcher.ts';
import { originTokens } from './origin-tokens.ts';
import { redirectProblem, type UrlRules, urlProblem } from './url-policy.ts';

/** Redirects that are followed at most. */
export const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One answer on the way, the last one included. Header names are lower-case. */
export interface Hop {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The answer at the end of the redirects. Its body must be read or destroyed. */
export interface GuardedAnswer extends Hop {
  readonly hops: readonly Hop[];
  readonly body: Dispatcher.ResponseData['body'];
}

export interface GuardedClientSettings extends UrlRules, ConnectionSettings {
  readonly tokens: readonly { readonly origin: string; readonly file: string }[];
  readonly user_agent: string;
  /** Longest silence of a server, before its headers and within a body. */
  readonly stall_ms: number;
}

/** GET to the hosts that the configuration allows and to no other. */
export interface GuardedClient {
  /**
   * @param headers go to every hop; tokens are added by the client itself, to their own origin only.
   * @throws KORA_DOWNLOAD_ADDRESS_REFUSED, KORA_DOWNLOAD_REDIRECTS, undici's errors, and the signal's reason
   */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<GuardedAnswer>;
  /** Throws as `get` does, without asking anybody. */
  check(url: URL): void;
  close(): Promise<void>;
}

function singleValues(headers: Dispatcher.ResponseData['headers']): Hop['headers'] {
  const single = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
  return Object.fromEntries(single);
}

function refuse(url: URL, reason: string | null): void {
  if (reason !== null)
    throw downloadErrors.KORA_DOWNLOAD_ADDRESS_REFUSED({ host: url.host === '' ? url.protocol : url.host, reason });
}

/**
 * The plugin's own HTTP client. The kernel's reaches only hosts that are fixed in the manifest, while the user decides here
 * where models may come from; every hop is judged as the first one was. Nothing is opened before the first request.
 */
export function createGuardedClient(settings: GuardedClientSettings, resolve?: LookupFunction): GuardedClient {
  const tokens = originTokens(settings.tokens);
  let opened: Promise<Dispatcher> | undefined;

  async function follow(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    before: readonly Hop[],
  ) {
    opened ??= createDispatcher(settings, resolve);
    const dispatcher = await opened.catch((error: unknown) => {
      // What was wrong may have been put right by the next request.
      opened = undefined;
      throw error;
    });
    const authorization = await tokens.authorization(url);
    const answer = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: {
        'user-agent': settings.user_agent,
        accept: '*/*',
        // Ranges and checksums are about the stored bytes.
        'accept-encoding': 'identity',
        ...headers,
        ...(authorization === null ? {} : { authorization }),
      },
      signal,
      headersTimeout: settings.stall_ms,
      bodyTimeout: settings.stall_ms,
    });
    const hop: Hop = { url, status: answer.statusCode, headers: singleValues(answer.headers) };
    const location = hop.headers.location;
    if (!REDIRECTS.has(hop.status) || location === undefined)
      return { ...hop, hops: [...before, hop], body: answer.body };
    await answer.body.dump();
    if (before.length >= MAX_REDIRECTS)
      throw downloadErrors.KORA_DOWNLOAD_REDIRECTS({ host: url.host, redirects: MAX_REDIRECTS });
    const next = URL.parse(location, url);
    if (next === null)
      throw downloadErrors.KORA_DOWNLOAD_ADDRESS_REFUSED({ host: url.host, reason: 'it redirects nowhere' });
    refuse(next, redirectProblem(url, next, settings));
    return follow(next, headers, signal, [...before, hop]);
  }

  const check = (url: URL) => refuse(url, urlProblem(url, settings));
  return {
    check,
    async get(url, headers, signal) {
      check(url);
      return follow(url, headers, signal, []);
    },
    async close() {
      const dispatcher = await opened?.catch(() => undefined);
      await dispatcher?.destroy();
    },
  };
}
