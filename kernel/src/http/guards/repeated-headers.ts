import type { IncomingMessage } from 'node:http';
import { httpErrors } from '../errors.ts';

/** Headers that decide about a request. Node keeps the first of several; another reader of the same bytes may not. */
const DECISIVE = ['host', 'authorization', 'content-type', 'content-encoding', 'origin', 'sec-fetch-site', 'cookie'];
const LENGTHS = new Set(DECISIVE.map((name) => name.length));

/** Refuses a request that gives a decisive header twice. */
export function guardRepeatedHeaders({ rawHeaders }: IncomingMessage): void {
  const seen: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const raw = rawHeaders[i] ?? '';
    if (!LENGTHS.has(raw.length)) continue;
    const header = raw.toLowerCase();
    if (!DECISIVE.includes(header)) continue;
    if (seen.includes(header)) throw httpErrors.KORA_HTTP_REPEATED_HEADER({ header });
    seen.push(header);
  }
}
