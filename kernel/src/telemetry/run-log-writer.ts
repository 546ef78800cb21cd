import type { RunEvent, RunSummary, TelemetryBundle } from '@kora/contracts';
import { reasonOf } from '../data/file-errors.ts';
import { telemetryErrors } from './errors.ts';
import { EventLines } from './event-line.ts';
import type { AppendFile } from './run-files/append-file.ts';

/** The log of a run that is going on. */
export interface RunLogWriter {
  /** Adds an event; it may stay in memory until the next commit. */
  append(event: RunEvent): void;
  /** When this returns, everything appended so far is in the file and survives the death of this process. */
  commit(): void;
  /**
   * Commits and enters the run in the index, both before it returns: from here on readers see the run's end. Resolves when the
   * log survives a power cut and is closed. May be called twice. Rejects with KORA_TELEMETRY_WRITE_FAILED.
   */
  end(bundle: TelemetryBundle): Promise<void>;
}

/** What the store wants to know of a log's life. */
export interface RunLogObserver {
  started(row: RunSummary): void;
  /** The log is complete for readers; a power cut could still take its end. */
  complete(bundle: TelemetryBundle, ended: boolean): void;
  /** The log could not be brought to its end; the file is closed. */
  failed(): Promise<void>;
  /** `ended` is false when the log has no `run.completed`. */
  closed(bundle: TelemetryBundle, ended: boolean): void;
}

/** Writes one run log. All methods throw KORA_TELEMETRY_WRITE_FAILED, and KORA_TELEMETRY_LOG_CLOSED after the end. */
export class FileRunLogWriter implements RunLogWriter {
  readonly #run_id: string;
  readonly #file: AppendFile;
  readonly #observer: RunLogObserver;
  readonly #lines = new EventLines();
  #ended = false;

  constructor(run_id: string, file: AppendFile, observer: RunLogObserver) {
    this.#run_id = run_id;
    this.#file = file;
    this.#observer = observer;
  }

  append(event: RunEvent): void {
    this.#write(() => this.#file.append(this.#lines.of(event)));
    if (event.event_type === 'run.completed') this.#ended = true;
    else if (event.event_type === 'run.started') {
      const { backend, graph_hash, task_count } = event.payload;
      this.#observer.started({
        run_id: this.#run_id,
        graph_id: event.graph_id,
        graph_hash,
        backend,
        status: 'running',
        stop_reason: null,
        started_at: event.timestamp,
        finished_at: null,
        duration_ms: 0,
        total_tasks: task_count,
        model_invocation_count: 0,
        tokens_in: 0,
        tokens_out: 0,
      });
    }
  }

  commit(): void {
    this.#write(() => this.#file.commit());
  }

  async end(bundle: TelemetryBundle): Promise<void> {
    if (!this.#file.isOpen) return;
    try {
      this.#file.commit();
      this.#observer.complete(bundle, this.#ended);
      await this.#file.sync();
    } catch (error) {
      this.#file.close();
      await this.#observer.failed();
      throw this.#failed(error);
    }
    if (!this.#file.isOpen) return;
    this.#file.close();
    this.#observer.closed(bundle, this.#ended);
  }

  /** Writes what is pending and closes the file; the run counts as interrupted. For a Studio that stops. */
  abandon(): void {
    if (!this.#file.isOpen) return;
    try {
      this.commit();
    } finally {
      this.#file.close();
    }
  }

  #write(step: () => void): void {
    if (!this.#file.isOpen) throw telemetryErrors.KORA_TELEMETRY_LOG_CLOSED({ run_id: this.#run_id });
    try {
      step();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #failed(error: unknown) {
    return telemetryErrors.KORA_TELEMETRY_WRITE_FAILED({ run_id: this.#run_id, reason: reasonOf(error) }, error);
  }
}
