/** Browsers keep cookies by host and not by port, so that two Studios on one machine need two names. */
export function sessionCookieName(port: number): string {
  return `kora_session_${port}`;
}

/** A `Set-Cookie` value; scripts cannot read it, and no other site can make a browser send it. Null deletes the cookie. */
export function sessionCookie(port: number, session: string | null): string {
  const value = session === null ? '; Max-Age=0' : '';
  return `${sessionCookieName(port)}=${session ?? ''}; Path=/; HttpOnly; SameSite=Strict${value}`;
}

/** Finds a session in a Cookie header. */
export function sessionOf(cookies: string, port: number): string | null {
  const start = `${sessionCookieName(port)}=`;
  const pair = cookies.split(';').find((part) => part.trimStart().startsWith(start));
  return pair?.trim().slice(start.length) || null;
}
