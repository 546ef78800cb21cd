import type { FileHandle } from 'node:fs/promises';
import {
  declaredInput,
  decode,
  type ErrorBody,
  type FrozenGraph,
  type Json,
  type NormalTask,
  prepareGraph,
} from '@kora/contracts';
import { nextTurn } from '@kora/plugin-sdk';
import { isLeft } from 'fp-ts/lib/Either.js';
import { jsonLength } from '../data/json-length.ts';
import { parseJson } from '../data/parse-json.ts';
import { readLines } from '../telemetry/run-files/read-lines.ts';
import { type ArchiveLine, archiveLineCodec, MAX_LINE_BYTES, MAX_RUN_BYTES } from './archive-line.ts';

/** Room for the lines that say what was left out. */
const LIMITS = { maxLineBytes: MAX_LINE_BYTES, maxFileBytes: MAX_RUN_BYTES + 16_777_216 };

/** The contents of one run, as they were kept. All of it is input: nobody guarantees that the file was left alone. */
export interface ArchivedRun {
  /** The graph, validated and normalised anew. */
  readonly graph: FrozenGraph['graph'];
  /** The hash of this graph; a replay compares it with the one in the run log. */
  readonly graph_hash: string;
  /** Resolved inputs by task, then by attempt; null for an attempt that left none. */
  readonly inputs: ReadonlyMap<string, readonly Json[]>;
  /** What models answered, word for word, by task, then by attempt; empty for an attempt that left none. */
  readonly model_answers: ReadonlyMap<string, readonly string[]>;
  readonly outputs: ReadonlyMap<string, Json>;
  /** Undefined when the run has no end here. */
  readonly final_output: Json | undefined;
  readonly error: ErrorBody | null;
  /** False when something is missing: the run was interrupted, a value was too large, or the file is damaged. */
  readonly complete: boolean;
}

/**
 * Reads an archived run up to its end, or to the first thing that is wrong with the file.
 * @returns null when there is no valid graph at its start.
 */
export async function readArchivedRun(handle: FileHandle): Promise<ArchivedRun | null> {
  const run = new ArchivedRunBuilder();
  const problem = await readLines(handle, LIMITS, (line) =>
    line.length > LONG_LINE ? takeLongLine(run, line) : takeLine(run, parseJson(line)),
  );
  return run.build(problem === null);
}

/** Characters of a line that is read in several turns. */
const LONG_LINE = 65_536;

function takeLine(run: ArchivedRunBuilder, parsed: ReturnType<typeof parseJson>): string | null {
  if (isLeft(parsed)) return parsed.left;
  const decoded = decode(archiveLineCodec, parsed.right);
  if (isLeft(decoded)) return decoded.left[0]?.message ?? 'is no line of a run archive';
  return run.add(decoded.right);
}

async function takeLongLine(run: ArchivedRunBuilder, line: string): Promise<string | null> {
  await nextTurn();
  const parsed = parseJson(line);
  await nextTurn();
  const problem = takeLine(run, parsed);
  await nextTurn();
  return problem;
}

class ArchivedRunBuilder {
  #graph: FrozenGraph | null = null;
  readonly #tasks = new Map<string, NormalTask>();
  #end: { readonly final_output: Json | undefined; readonly error: ErrorBody | null } | null = null;
  #omitted = false;
  /** Characters of inputs that are not in the file. */
  #declared = 0;
  readonly #inputs = new Map<string, Json[]>();
  readonly #answers = new Map<string, string[]>();
  readonly #outputs = new Map<string, Json>();

  /** @returns what is wrong with the line, or null. */
  add(line: ArchiveLine): string | null {
    switch (line.kind) {
      case 'graph': {
        const prepared = prepareGraph(line.graph);
        if (isLeft(prepared)) return prepared.left[0]?.message ?? 'is no valid graph';
        this.#graph = prepared.right;
        for (const task of prepared.right.graph.tasks) this.#tasks.set(task.id, task);
        break;
      }
      case 'input':
        putAttempt<Json>(this.#inputs, line, line.value, null);
        break;
      case 'declared_input':
        return this.#addDeclared(line.task_id);
      case 'model_answer':
        putAttempt(this.#answers, line, line.text, '');
        break;
      case 'output':
        this.#outputs.set(line.task_id, line.value);
        break;
      case 'omitted':
        this.#omitted = true;
        break;
      case 'root_end':
        this.#end = { final_output: this.#outputs.get(this.#graph?.graph.root ?? ''), error: line.error };
        break;
      case 'end':
        this.#end = line;
        break;
    }
    return null;
  }

  /** A task runs when those before it have ended; one that left no output was skipped, which stands for null. */
  #addDeclared(task_id: string): string | null {
    const task = this.#tasks.get(task_id);
    if (task === undefined || task.type === 'model') return `task ${task_id} is no operation of the graph`;
    // An output that was too large to keep leaves nothing to refer to.
    if (this.#omitted && task.dependencies.some((id) => !this.#outputs.has(id))) return null;
    const input = declaredInput(task, { get: (id) => this.#outputs.get(id) ?? null });
    if (isLeft(input)) return `task ${task_id} refers to what is not there`;
    // A thousand tasks may refer to one large output, and whoever reads the record gets all of their inputs.
    this.#declared += jsonLength(input.right, MAX_RUN_BYTES - this.#declared);
    if (this.#declared > MAX_RUN_BYTES) this.#omitted = true;
    else this.#inputs.set(task_id, [input.right]);
    return null;
  }

  build(clean: boolean): ArchivedRun | null {
    if (this.#graph === null) return null;
    return {
      graph: this.#graph.graph,
      graph_hash: this.#graph.graph_hash,
      inputs: this.#inputs,
      model_answers: this.#answers,
      outputs: this.#outputs,
      final_output: this.#end?.final_output,
      error: this.#end?.error ?? null,
      complete: clean && !this.#omitted && this.#end !== null,
    };
  }
}

function putAttempt<T>(
  map: Map<string, T[]>,
  { task_id, attempt_index }: { readonly task_id: string; readonly attempt_index: number },
  value: T,
  none: T,
): void {
  const attempts = map.get(task_id) ?? [];
  while (attempts.length < attempt_index) attempts.push(none);
  attempts[attempt_index] = value;
  map.set(task_id, attempts);
}
