import type { LocalAnswer, LocalServer, LocalServers } from '../../tokens/services.ts';

/** So long a busy machine may take for an answer that comes. */
const PATIENCE_MS = 60_000;

async function ask(url: string, path: string, patience_ms: number, signal: AbortSignal): Promise<LocalAnswer | null> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patience_ms)]);
  const response = await fetch(url + path, { signal: patience }).catch(() => null);
  if (response === null) return null;
  const server = response.headers.get('server') ?? '';
  return { path, status: response.status, server, text: await response.text() };
}

/**
 * Looks at these URLs with real requests, as Studio looks at the ports of this computer. Nobody listens elsewhere.
 * @param patience_ms milliseconds after which somebody counts as silent; less only where somebody is.
 */
export function localServersAt(
  urls: () => readonly string[],
  patience_ms: () => number = () => PATIENCE_MS,
): LocalServers {
  return {
    look: (paths, signal) =>
      Promise.all(
        urls().map(async (url): Promise<LocalServer> => {
          const answers = await Promise.all(paths.map((path) => ask(url, path, patience_ms(), signal)));
          return { url, answers: answers.filter((answer) => answer !== null) };
        }),
      ),
  };
}
