import type { ErrorBody, FrozenGraph, Json, RunContentSink } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { reasonOf } from '../data/file-errors.ts';
import type { AppendFile } from '../telemetry/run-files/append-file.ts';
import { type ArchiveLine, MAX_LINE_BYTES, MAX_RUN_BYTES } from './archive-line.ts';
import { archiveErrors } from './errors.ts';

/** Keeps the contents of one run that is going on. */
export interface RunContentWriter extends RunContentSink {
  /**
   * Writes everything that is pending, the outcome last, and closes. May be called twice.
   * @param isOfRoot whether the final output is that of the root, which need not be kept again.
   */
  end(finalOutput: Json, error: ErrorBody | null, isOfRoot?: boolean): Promise<void>;
}

/** Takes everything and keeps nothing. */
export const NO_CONTENT_WRITER: RunContentWriter = Object.freeze({
  input: () => {},
  declaredInput: () => {},
  modelAnswer: () => {},
  output: () => {},
  writtenOutput: () => {},
  end: () => Promise.resolve(),
});

/**
 * Writes the archive file of one run. What cannot be written costs no run its answer: from the first failure on nothing more is kept, the
 * file counts as incomplete, and `end` throws KORA_ARCHIVE_WRITE_FAILED. After the end nothing is done.
 */
export class FileRunContentWriter implements RunContentWriter {
  readonly #run_id: string;
  readonly #file: AppendFile;
  readonly #closed: () => void;
  #failure: KoraError | null = null;
  #root: string | null = null;
  #rootKept = false;

  constructor(run_id: string, file: AppendFile, closed: () => void) {
    this.#run_id = run_id;
    this.#file = file;
    this.#closed = closed;
  }

  /** The graph, as it runs. Comes first. */
  graph({ graph, graph_json }: FrozenGraph): void {
    this.#root = graph.root;
    this.#append('graph', `{"kind":"graph","graph":${graph_json}}`);
  }

  input(task_id: string, attempt_index: number, value: Json): void {
    this.#write({ kind: 'input', task_id, attempt_index, value });
  }

  declaredInput(task_id: string): void {
    this.#write({ kind: 'declared_input', task_id });
  }

  modelAnswer(task_id: string, attempt_index: number, text: string): void {
    // Half a character cannot be stored as UTF-8; it becomes U+FFFD here and not at some later reader.
    this.#write({ kind: 'model_answer', task_id, attempt_index, text: text.toWellFormed() });
    // A model's answer took long to get and cannot be computed again, so it outlives a crash from here on.
    this.#try(() => this.#file.commit());
  }

  output(task_id: string, value: Json): void {
    this.writtenOutput(task_id, JSON.stringify(value));
  }

  writtenOutput(task_id: string, json: string): void {
    if (task_id === this.#root) this.#rootKept = true;
    // JSON may have line breaks between its parts, and a line may not.
    const line = json.includes('\n') ? JSON.stringify(JSON.parse(json)) : json;
    this.#append('output', `{"kind":"output","task_id":${JSON.stringify(task_id)},"value":${line}}`);
  }

  async end(final_output: Json, error: ErrorBody | null, isOfRoot = false): Promise<void> {
    if (!this.#file.isOpen) return;
    this.#write(isOfRoot && this.#rootKept ? { kind: 'root_end', error } : { kind: 'end', final_output, error });
    this.close();
    if (this.#failure !== null) throw this.#failure;
  }

  /** Writes what is pending and closes; without `end` the run counts as incomplete. */
  close(): void {
    if (!this.#file.isOpen) return;
    this.#try(() => this.#file.commit());
    this.#file.close();
    this.#closed();
  }

  #write(line: ArchiveLine): void {
    this.#append(line.kind, JSON.stringify(line));
  }

  #append(what: ArchiveLine['kind'], text: string): void {
    // A UTF-16 unit is at most three bytes; only a line that could be too long is measured.
    const bytes = text.length * 3 <= MAX_LINE_BYTES ? text.length : Buffer.byteLength(text);
    const fits = bytes <= MAX_LINE_BYTES && this.#file.bytes + bytes <= MAX_RUN_BYTES;
    this.#try(() => this.#file.append(fits ? text : JSON.stringify({ kind: 'omitted', what, bytes })));
  }

  #try(step: () => void): void {
    if (!this.#file.isOpen || this.#failure !== null) return;
    try {
      step();
    } catch (error) {
      const facts = { run_id: this.#run_id, reason: reasonOf(error) };
      this.#failure = archiveErrors.KORA_ARCHIVE_WRITE_FAILED(facts, error);
    }
  }
}
