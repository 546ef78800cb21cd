import { request } from 'node:http';
import type { LocalAnswer } from '@kora/plugin-sdk';

/** A list of models is far smaller; what is longer is no answer of a runtime. */
const MAX_BODY_CHARACTERS = 1_048_576;

/** What came of asking: an answer, nobody there, or somebody who does not speak HTTP. */
export type PortAnswer = LocalAnswer | 'nobody' | 'stranger';

/**
 * Asks a port of this machine with `GET <path>`. Sends nothing else, follows no redirect, keeps no connection.
 * Rejects only when the signal aborts.
 */
export function askPort(port: number, path: string, signal: AbortSignal): Promise<PortAnswer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, agent: false, signal, headers: { accept: 'application/json' } };
    const asked = request(options, (response) => {
      let text = '';
      const finish = () => {
        resolve({ path, status: response.statusCode ?? 0, server: String(response.headers.server ?? ''), text });
        asked.destroy();
      };
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece.slice(0, MAX_BODY_CHARACTERS - text.length);
        if (text.length >= MAX_BODY_CHARACTERS) finish();
      });
      response.once('end', finish).once('error', fail);
    });
    const fail = (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason);
      else resolve(error.code === 'ECONNREFUSED' ? 'nobody' : 'stranger');
    };
    asked.once('error', fail).end();
  });
}
