import { BlockList, isIP } from 'node:net';

/** What a policy needs to know of the configuration. */
export interface AddressRules {
  readonly allow_loopback: boolean;
  readonly allow_private_networks: boolean;
}

function listOf(ipv4: readonly [string, number][], ipv6: readonly [string, number][]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of ipv4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of ipv6) list.addSubnet(net, prefix, 'ipv6');
  return list;
}

const LOOPBACK = listOf([['127.0.0.0', 8]], [['::1', 128]]);
/** Unspecified, link-local (cloud metadata services live there), multicast, reserved, and translations of IPv4 (NAT64, 6to4). */
const NEVER = listOf(
  [
    ['0.0.0.0', 8],
    ['169.254.0.0', 16],
    ['224.0.0.0', 3],
  ],
  [
    ['::', 128],
    ['fe80::', 10],
    ['ff00::', 8],
    ['64:ff9b::', 96],
    ['2002::', 16],
  ],
);
const PRIVATE = listOf(
  [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
  ],
  [['fc00::', 7]],
);

/**
 * Says why a download may not connect to an IP address, or null when it may.
 * @param named how the host was written: a public name that resolves to this machine is a trap (DNS rebinding) even where
 * loopback is allowed.
 */
export function addressProblem(ip: string, named: string, rules: AddressRules): string | null {
  const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(ip, family))
    return rules.allow_loopback && isLoopbackName(named) ? null : 'its address is this machine';
  if (NEVER.check(ip, family)) return 'its address is link-local or reserved';
  if (PRIVATE.check(ip, family) && !rules.allow_private_networks) return 'its address is in a private network';
  return null;
}

/** A host as it stands in a URL, without the brackets of IPv6. */
export function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** True for `localhost` and literal loopback addresses, which nobody's name server can redirect. */
export function isLoopbackName(host: string): boolean {
  const bare = bareHost(host);
  if (bare === 'localhost') return true;
  const family = isIP(bare);
  return family !== 0 && LOOPBACK.check(bare, family === 6 ? 'ipv6' : 'ipv4');
}
