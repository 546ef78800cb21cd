import { randomBytes } from 'node:crypto';

/** An id of 96 random bits, such as `msg_0a1b…`: safe in addresses and file names. */
export function newId(kind: 'conv' | 'msg' | 'att' | 'part'): string {
  return `${kind}_${randomBytes(12).toString('hex')}`;
}
