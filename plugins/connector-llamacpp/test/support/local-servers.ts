import type { LocalAnswer, LocalServer, LocalServers } from '@kora/plugin-sdk';

/** Looks at these URLs with real requests, as the kernel looks at ports. Nobody listens elsewhere. */
export function localServers(urls: () => readonly string[]): LocalServers {
  const ask = async (url: string, path: string, signal: AbortSignal): Promise<LocalAnswer | null> => {
    const response = await fetch(url + path, { signal: AbortSignal.any([signal, AbortSignal.timeout(500)]) }).catch(
      () => null,
    );
    if (response === null) return null;
    const server = response.headers.get('server') ?? '';
    return { path, status: response.status, server, text: await response.text() };
  };
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
