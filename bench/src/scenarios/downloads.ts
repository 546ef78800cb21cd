import { spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Studio, startStudio, withFolder } from '@kora/test/studio';
import { writeTinyGguf } from '@kora/test/tiny-gguf';
import { hashFile } from '../hash-file.ts';
import type { Measurement, Scenario } from '../report.ts';
import { median } from '../statistics.ts';

const MB = 1_000_000;

/** A network to download over. */
interface Line {
  readonly name: string;
  /** Bytes per second; 0: no limit. */
  readonly pace: number;
  /** Of the model, so that curl is busy for seconds and not for minutes. */
  readonly size: number;
}

/** What homes have, a gigabit of Ethernet, and loopback without a limit, where hashing is the floor. */
const LINES: readonly Line[] = [
  { name: '100 Mbit/s', pace: 11.8 * MB, size: 48 * MB },
  { name: '1 Gbit/s', pace: 118 * MB, size: 400 * MB },
  { name: 'loopback', pace: 0, size: 400 * MB },
];

/** A small sound model, made as large as a real one by bytes behind its last tensor. */
async function writeModel(path: string, size: number): Promise<void> {
  await writeTinyGguf(path);
  for (let written = 0; written < size; written += MB) await appendFile(path, randomFillSync(Buffer.alloc(MB)));
}

async function serve(path: string, bytesPerSecond: number): Promise<{ readonly url: string; stop(): void }> {
  const program = fileURLToPath(new URL('../file-server.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', program, path, String(bytesPerSecond)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}/model.gguf`, stop: () => void child.kill('SIGKILL') };
}

async function withCurl(url: string, to: string): Promise<boolean> {
  const curl = spawn('curl', ['-s', '-S', '-f', '-o', to, url], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = await once(curl, 'close').catch(() => null);
  return ended !== null && ended[0] === 0;
}

async function withNode(url: string, to: string): Promise<void> {
  const response = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
  await using file = await open(to, 'w');
  await pipeline(response, file.createWriteStream());
}

/** A download through the product: from the order to a verified model in the catalog. */
async function withStudio(studio: Studio, url: string, model_id: string): Promise<void> {
  const { body } = await studio.request('POST', '/models/downloads', { url, model_id });
  for (;;) {
    const { body: status } = await studio.request('GET', `/models/downloads/${body.download.id}`);
    if (status.state === 'completed') return;
    if (status.state === 'failed') throw new Error(`the download failed: ${JSON.stringify(status.error)}`);
    await sleep(10);
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** One line: every round downloads the same file plainly, through Studio, and hashes it, one after the other. */
async function measureLine(folder: string, { name: line, pace, size }: Line, rounds: number) {
  const data = join(folder, 'data');
  const source = join(folder, 'model.gguf');
  await rm(source, { force: true });
  await writeModel(source, size);
  const server = await serve(source, pace);
  const studio = await startStudio(data);
  const curl = await withCurl(server.url, join(folder, 'warm-up'));
  const plain: number[] = [];
  const ours: number[] = [];
  const hashes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const copy = join(folder, `plain-${round}`);
    plain.push(await seconds(() => (curl ? withCurl(server.url, copy) : withNode(server.url, copy))));
    hashes.push(await seconds(() => hashFile(copy)));
    const model_id = `${line.replaceAll(/\W/g, '')}-${round}`;
    ours.push(await seconds(() => withStudio(studio, server.url, model_id)));
    await rm(copy);
    await rm(join(data, 'models', `${model_id}.gguf`));
  }
  await studio.stop();
  server.stop();
  const peer = curl ? 'curl' : 'bare node:http';
  const speeds = (times: readonly number[]) => times.map((each) => size / MB / each);
  const verified = plain.map((each, round) => each + (hashes[round] ?? 0));
  const measurement = (name: string, beside: string, of: readonly number[]): Measurement => ({
    name: `${name}, ${line}`,
    value: median(speeds(ours)),
    unit: 'MB/s',
    beside: { name: beside, value: median(speeds(of)) },
  });
  return [
    measurement('download, verified and installed', peer, plain),
    measurement('download, verified and installed', `${peer}, then SHA-256`, verified),
    {
      name: `SHA-256 alone, ${line}`,
      value: median(speeds(hashes)),
      unit: 'MB/s',
      beside: { name: peer, value: median(speeds(plain)) },
    },
  ];
}

/**
 * The same file from the same server in the same run: through Studio, which verifies, syncs and installs it, beside curl, which only
 * writes it. Where a line is faster than one processor hashes, the second comparison is the fair one.
 */
export const downloads: Scenario = {
  name: 'downloads',
  run: (smoke) =>
    withFolder(async (folder) => {
      const configs = join(folder, 'data', 'configs');
      await mkdir(configs, { recursive: true });
      const settings = { plugins: { 'model-library': { allow_loopback: true } } };
      await writeFile(join(configs, 'studio.json'), JSON.stringify(settings));
      const measurements: Measurement[] = [];
      for (const line of LINES)
        measurements.push(...(await measureLine(folder, smoke ? { ...line, size: 8 * MB } : line, smoke ? 1 : 5)));
      return measurements;
    }),
};
