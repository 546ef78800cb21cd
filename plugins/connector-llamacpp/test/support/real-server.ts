import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeTinyGguf } from '../../../../test/support/tiny-gguf/generate.ts';

/** Path of a llama-server binary; without it the tests only speak to servers that speak recorded answers. */
export const LLAMA_SERVER = process.env.KORA_TEST_LLAMA_SERVER ?? null;

/** A server of some kind, with the models of the test in it. */
export interface ServerUnderTest {
  readonly url: string;
  readonly models: readonly string[];
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a real llama-server with tiny models of random weights: a plain one, or a router. */
export async function realServer(binary: string, router: boolean): Promise<ServerUnderTest> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kora-llama-server-'));
  const models = router ? ['tiny-a', 'tiny-b'] : ['tiny-a'];
  for (const [seed, model] of models.entries())
    await writeTinyGguf(path.join(folder, `${model}.gguf`), { seed: seed + 1 });
  const port = await freePort();
  const what = router ? ['--models-dir', folder] : ['-m', path.join(folder, 'tiny-a.gguf'), '--alias', 'tiny-a'];
  const common = ['--host', '127.0.0.1', '--port', String(port), '-c', '4096', '-np', '2', '--threads', '1'];
  const child = spawn(binary, [...what, ...common, '--offline', '--embeddings', '--pooling', 'mean'], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => (await fetch(`${url}/health`).catch(() => null))?.status === 200;
  while (child.exitCode === null && !(await isReady())) await sleep(50);
  return {
    url,
    models,
    async close() {
      // It waits for streams that are open, so it is not asked politely.
      if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
