import type { LocalServer, LocalServers } from '@kora/plugin-sdk';
import { PatientQuestion } from '../../patience/patient-question.ts';
import { askPort, type PortAnswer } from './ask-port.ts';

/** Milliseconds that a port has to answer. A runtime that is there answers in a few, whatever its models do. */
const PATIENCE_MS = 400;
/** Milliseconds for which an answer stands: connectors that look at the same time ask once. */
const FRESH_MS = 1000;

/** Where to look, and how patiently. */
export interface LoopbackServersOptions {
  readonly ports: readonly number[];
  readonly patience_ms?: number;
  /** Milliseconds that never go backwards. */
  monotonic(): number;
}

/** Asks ports of 127.0.0.1 who listens there. Other machines are never asked. */
export class LoopbackServers implements LocalServers {
  readonly #options: LoopbackServersOptions;
  readonly #questions = new Map<string, PatientQuestion<PortAnswer>>();

  constructor(options: LoopbackServersOptions) {
    this.#options = options;
  }

  async look(paths: readonly string[], signal: AbortSignal): Promise<readonly LocalServer[]> {
    const ports = [...new Set(this.#options.ports)];
    const found = await Promise.all(ports.map((port) => this.#lookAt(port, paths, signal)));
    return found.filter((server) => server !== null);
  }

  /** Ends every open question. */
  close(): void {
    for (const question of this.#questions.values()) question.close();
  }

  async #lookAt(port: number, paths: readonly string[], signal: AbortSignal): Promise<LocalServer | null> {
    const known = await Promise.all(paths.map((path) => this.#question(port, path).look(signal)));
    // An answer of before the silence says who it was, not who it is.
    const answers = known.map(({ answer, isOverdue }) => (isOverdue ? 'stranger' : answer));
    if (answers.every((answer) => answer === 'nobody')) return null;
    return {
      url: `http://127.0.0.1:${port}`,
      answers: answers.filter((one) => one !== null && typeof one !== 'string'),
    };
  }

  #question(port: number, path: string): PatientQuestion<PortAnswer> {
    const { patience_ms = PATIENCE_MS, monotonic } = this.#options;
    const key = `${port} ${path}`;
    const existing = this.#questions.get(key);
    if (existing !== undefined) return existing;
    const ask = (signal: AbortSignal) => askPort(port, path, signal);
    const question = new PatientQuestion({ ask, patience_ms, fresh_ms: FRESH_MS, monotonic });
    this.#questions.set(key, question);
    return question;
  }
}
