import type { LocalAnswer, LocalServer, LocalServers } from '../../tokens/services.ts';

/** Milliseconds after which somebody counts as silent. */
const PATIENCE_MS = 2000;

async function ask(url: string, path: string, signal: AbortSignal): Promise<LocalAnswer | null> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const response = await fetch(url + path, { signal: patience }).catch(() => null);
  if (response === null) return null;
  const server = response.headers.get('server') ?? '';
  return { path, status: response.status, server, text: await response.text() };
}

/** Looks at these URLs with real requests, as Studio looks at the ports of this computer. Nobody listens elsewhere. */
export function localServersAt(urls: () => readonly string[]): LocalServers {
  return {
    look: (paths, signal) =>
      Promise.all(
        urls().map(async (url): Promise<LocalServer> => {
          const answers = await Promise.all(paths.map((path) => ask(url, path, signal)));
          return { url, answers: answers.filter((answer) => answer !== null) };
        }),
      ),
  };
}
