import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to whoever asks for any port (Linux from 32768, others from 49152). */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** A port that is free, and stays so while nobody listens: other tests beside are given ports from elsewhere. */
export async function portToComeBackTo(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
