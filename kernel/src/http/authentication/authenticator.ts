import type { IncomingMessage } from 'node:http';
import { httpErrors } from '../errors.ts';
import { ExpiringSecrets } from './expiring-secrets.ts';
import { digestOf, isSameSecret } from './secrets.ts';
import { SESSION_LIFETIME_MS, sessionOf } from './session-cookie.ts';
import { forgetful, type KeptSessions, type SessionMemory } from './session-memory.ts';

/** Who asks, and a signal that aborts when the credential stops being valid. */
export interface Principal {
  readonly kind: 'token' | 'session' | 'link';
  readonly revoked: AbortSignal;
}

const LINK_LIFETIME_MS = 5 * 60_000;
/** Where a one-time link leads: it carries its secret in the path, because nothing is ever accepted from a query. */
export const LINK_PATH = '/session/';

/** Knows the API token, the one-time links and the browser sessions. The one place where a request is authenticated. */
export class Authenticator {
  #token: Buffer;
  #tokenRevocation = new AbortController();
  readonly #links = new ExpiringSecrets(LINK_LIFETIME_MS, 16);
  readonly #sessions: ExpiringSecrets;

  /** @param memory holds the sessions of the start before, and is told all that change. */
  constructor(token: string, memory: SessionMemory = forgetful) {
    this.#token = Buffer.from(token);
    const keep = (sessions: KeptSessions['sessions']) =>
      memory.keep({ token_digest: digestOf(this.#token.toString()), sessions });
    this.#sessions = new ExpiringSecrets(SESSION_LIFETIME_MS, 64, keep);
    if (memory.before?.token_digest === digestOf(token)) this.#sessions.restore(memory.before.sessions);
  }

  /**
   * Authenticates one request. A link is spent by it. A wrong bearer token is refused even where the cookie is right.
   * @throws KoraError KORA_HTTP_UNAUTHENTICATED or KORA_HTTP_LINK_SPENT.
   */
  authenticate(request: IncomingMessage): Principal {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return this.#byToken(authorization);
    if (request.method === 'GET' && request.url?.startsWith(LINK_PATH)) {
      return this.#byLink(request.url.slice(LINK_PATH.length));
    }
    const session = cookie === undefined ? null : sessionOf(cookie, request.socket.localPort ?? 0);
    const revoked = session === null ? null : this.#sessions.check(session);
    if (revoked === null) throw httpErrors.KORA_HTTP_UNAUTHENTICATED({});
    return { kind: 'session', revoked };
  }

  /** Makes a link's code, valid once and for five minutes. */
  issueLink(): { code: string; expires: number } {
    const { secret, expires } = this.#links.issue();
    return { code: secret, expires };
  }

  /** Begins a browser session and returns its secret. */
  beginSession(): string {
    return this.#sessions.issue().secret;
  }

  /** Ends the session of a request, together with its event streams. */
  endSession(request: IncomingMessage): void {
    const session = sessionOf(request.headers.cookie ?? '', request.socket.localPort ?? 0);
    if (session !== null) this.#sessions.revoke(session);
  }

  /** Puts another token in force. The old one, every link and every session stop being valid, and their streams end. */
  replaceToken(token: string): void {
    this.#token = Buffer.from(token);
    this.#tokenRevocation.abort(httpErrors.KORA_HTTP_UNAUTHENTICATED({}));
    this.#tokenRevocation = new AbortController();
    this.#links.revokeAll();
    this.#sessions.revokeAll();
  }

  #byToken(authorization: string): Principal {
    const token = authorization.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : '';
    if (!isSameSecret(token, this.#token)) throw httpErrors.KORA_HTTP_UNAUTHENTICATED({});
    return { kind: 'token', revoked: this.#tokenRevocation.signal };
  }

  #byLink(code: string): Principal {
    if (!this.#links.revoke(code)) throw httpErrors.KORA_HTTP_LINK_SPENT({});
    return { kind: 'link', revoked: new AbortController().signal };
  }
}
