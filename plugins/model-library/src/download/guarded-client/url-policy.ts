import { isIP } from 'node:net';
import { type AddressRules, addressProblem, bareHost, isLoopbackName } from './address-policy.ts';

/** What a URL is held against. */
export interface UrlRules extends AddressRules {
  readonly hosts: readonly string[];
}

function isListed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((entry) => (entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : host === entry));
}

/**
 * Says why a download may not go to a URL, or null when it may: https only, except to this machine itself where loopback is
 * allowed; no credentials in the URL; a host of the list. Literal addresses are held against the address policy here,
 * because nothing looks them up later.
 */
export function urlProblem(url: URL, rules: UrlRules): string | null {
  const loopback = rules.allow_loopback && isLoopbackName(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return `${url.protocol} is not https:`;
  if (url.username !== '' || url.password !== '') return 'the address carries a user name or password';
  if (loopback) return null;
  const bare = bareHost(url.hostname);
  if (isIP(bare) !== 0) {
    const problem = addressProblem(bare, bare, rules);
    if (problem !== null) return problem;
  }
  return isListed(url.hostname, rules.hosts) ? null : 'this host is not in the list of download hosts';
}

/** Like {@link urlProblem}, for where an answer redirects to: encryption is never given up on the way. */
export function redirectProblem(from: URL, to: URL, rules: UrlRules): string | null {
  if (from.protocol === 'https:' && to.protocol !== 'https:')
    return 'a redirect leads from https: to an open connection';
  return urlProblem(to, rules);
}
