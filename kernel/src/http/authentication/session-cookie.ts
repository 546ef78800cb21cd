/** How long a browser stays signed in, in milliseconds: seven days. */
export const SESSION_LIFETIME_MS = 7 * 24 * 3_600_000;

/** Browsers keep cookies by host and not by port, so that two Studios on one machine need two names. */
export function sessionCookieName(port: number): string {
  return `kora_session_${port}`;
}

/**
 * A `Set-Cookie` value; scripts cannot read it, and no other site can make a browser send it. It lasts as long as the session, so
 * that closing the browser, or the window of an installed app, does not sign anybody out. Null deletes the cookie.
 */
export function sessionCookie(port: number, session: string | null): string {
  const age = session === null ? 0 : SESSION_LIFETIME_MS / 1000;
  return `${sessionCookieName(port)}=${session ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`;
}

/** Finds a session in a Cookie header. */
export function sessionOf(cookies: string, port: number): string | null {
  const start = `${sessionCookieName(port)}=`;
  const pair = cookies.split(';').find((part) => part.trimStart().startsWith(start));
  return pair?.trim().slice(start.length) || null;
}
