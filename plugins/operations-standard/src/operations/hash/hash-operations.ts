import type { Operation } from '../../operation/define-operation.ts';
import { crc32 } from './crc32.ts';
import { json } from './json.ts';
import { md5 } from './md5.ts';
import { sha1 } from './sha1.ts';
import { sha256 } from './sha256.ts';
import { sha512 } from './sha512.ts';

/** The operations whose names begin with `hash.`. */
export const hashOperations: readonly Operation[] = [crc32, json, md5, sha1, sha256, sha512];
