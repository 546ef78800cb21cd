import type { IncomingMessage } from 'node:http';
import { httpErrors } from '../errors.ts';

/** The names under which this machine's own loopback may be addressed. Never a name that a stranger's DNS decides. */
const NAMES = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** The Host headers that are accepted on a port. Browsers leave port 80 out. */
export function allowedHosts(port: number): readonly string[] {
  return port === 80 ? [...NAMES, ...NAMES.map((name) => `${name}:80`)] : NAMES.map((name) => `${name}:${port}`);
}

/**
 * Refuses DNS rebinding: a page of evil.example whose name now resolves to 127.0.0.1 still sends its own name as Host.
 * A request target that carries a host of its own would take precedence over Host (RFC 9112, section 3.2.2), so only paths pass.
 */
export function guardHost(request: IncomingMessage): void {
  const allowed = allowedHosts(request.socket.localPort ?? 0);
  const host = request.headers.host;
  if (host !== undefined && allowed.includes(host) && request.url?.startsWith('/')) return;
  throw httpErrors.KORA_HTTP_FOREIGN_HOST({ allowed });
}
