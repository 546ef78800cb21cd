import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { downloadErrors } from '../errors.ts';
import { type AddressRules, addressProblem } from './address-policy.ts';

/**
 * Name resolution at connect time: the addresses that are judged are the ones that are connected to, so a name that answers
 * differently the second time (DNS rebinding) gains nothing. One bad address among several refuses the name.
 * @param resolve the system's resolver unless given
 */
export function guardedLookup(rules: AddressRules, resolve: LookupFunction = lookup): LookupFunction {
  return (host, options, callback) => {
    resolve(host, options, (error, address, family) => {
      if (error !== null) return callback(error, address, family);
      const addresses = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
      for (const ip of addresses) {
        const reason = addressProblem(ip, host, rules);
        if (reason !== null)
          return callback(downloadErrors.KORA_DOWNLOAD_ADDRESS_REFUSED({ host, reason }), address, family);
      }
      callback(null, address, family);
    });
  };
}
