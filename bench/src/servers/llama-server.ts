import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts a llama-server with a model, for as long as `use` takes.
 * @throws with what it printed when it ends, or is not ready after two minutes.
 */
export async function withLlamaServer<T>(
  binary: string,
  model: string,
  context_tokens: number,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const args = ['-m', model, '--host', '127.0.0.1', '--port', `${port}`, '--parallel', '1', '--threads', '1'];
  const child = spawn(binary, [...args, '-c', `${context_tokens}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  child.on('error', (error) => {
    said += error.message;
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    const deadline = performance.now() + PATIENCE_MS;
    const isReady = () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) {
      if (child.pid === undefined || child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`${binary} was not ready: ${said}`);
      }
      await setTimeout(50);
    }
    return await use(url);
  } finally {
    const gone = child.exitCode === null && child.pid !== undefined ? once(child, 'exit') : null;
    child.kill();
    await gone;
  }
}
