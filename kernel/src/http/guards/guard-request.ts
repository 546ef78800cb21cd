import type { IncomingMessage } from 'node:http';
import type { Authenticator, Principal } from '../authentication/authenticator.ts';
import { guardContentType } from './content-type-guard.ts';
import { guardHost } from './host-guard.ts';
import { guardOrigin } from './origin-guard.ts';
import { guardRepeatedHeaders } from './repeated-headers.ts';

/**
 * All that a request must pass before anything of its body is read, on every route, in this order.
 * @throws KoraError FORBIDDEN, UNAUTHORIZED or UNSUPPORTED_MEDIA_TYPE.
 */
export function guardRequest(request: IncomingMessage, authenticator: Authenticator): Principal {
  guardRepeatedHeaders(request);
  guardHost(request);
  guardOrigin(request);
  const principal = authenticator.authenticate(request);
  guardContentType(request);
  return principal;
}
