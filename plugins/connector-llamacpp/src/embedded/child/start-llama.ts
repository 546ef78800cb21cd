import { getLlama, type Llama, NoBinaryFoundError } from 'node-llama-cpp';
import type { ModelSpec } from '../child-protocol.ts';
import { ChildFault } from './child-fault.ts';

/** Receives llama.cpp's own log lines. They name files and sizes, never prompts. */
export type NativeLog = (level: 'debug' | 'warn' | 'error', message: string) => void;

/**
 * Loads the native library. Never compiles and never downloads.
 * @throws ChildFault `no_binary` when no shipped binary works here.
 */
export async function startLlama(spec: Pick<ModelSpec, 'gpu' | 'threads'>, log: NativeLog): Promise<Llama> {
  // On Apple silicon the only binary is the Metal one; there, "no GPU" means no layers on it.
  const appleSilicon = process.platform === 'darwin' && process.arch === 'arm64';
  const gpu = spec.gpu === false && appleSilicon ? 'metal' : spec.gpu;
  try {
    return await getLlama({
      gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      maxThreads: spec.threads,
      logger(level, message) {
        const isError = level === 'error' || level === 'fatal';
        log(isError ? 'error' : level === 'warn' ? 'warn' : 'debug', message.trim());
      },
    });
  } catch (error) {
    if (!(error instanceof NoBinaryFoundError)) throw error;
    const platform = `${process.platform} ${process.arch}`;
    throw new ChildFault('no_binary', error.message, { platform, gpu: String(gpu) });
  }
}
