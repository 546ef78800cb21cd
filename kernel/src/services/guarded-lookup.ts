import { lookup } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';
import type { KoraError } from '@kora/plugin-sdk';

/** Addresses of this very machine, and of things that answer only to it, such as metadata services. */
function ownAddresses(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addSubnet('0.0.0.0', 8, 'ipv4');
  list.addSubnet('169.254.0.0', 16, 'ipv4');
  list.addAddress('::', 'ipv6');
  list.addAddress('::1', 'ipv6');
  list.addSubnet('fe80::', 10, 'ipv6');
  return list;
}

/**
 * Name resolution for plugins. A name on the internet that resolves to this machine is a trap (DNS rebinding): a plugin that
 * may talk to example.com may not, by way of DNS, talk to what listens on loopback. Plugins that want loopback list
 * `localhost` or the address itself, which is not looked up.
 * @param denied makes the error for a name that is refused
 */
export function guardedLookup(denied: (host: string) => KoraError, resolve: LookupFunction = lookup): LookupFunction {
  const own = ownAddresses();
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address, family) => {
      const addresses = Array.isArray(address) ? address : [{ address, family: family ?? 4 }];
      const isOwn = (at: { address: string; family: number }) =>
        own.check(at.address, at.family === 6 ? 'ipv6' : 'ipv4');
      const trapped = error === null && hostname !== 'localhost' && addresses.some(isOwn);
      callback(trapped ? denied(hostname) : error, address, family);
    });
  };
}
