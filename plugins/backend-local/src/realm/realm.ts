import vm from 'node:vm';
import { fixLocale } from './fix-locale.ts';
import { freezeRealm } from './freeze-realm.ts';
import { makeDeterministic, type RealmControls } from './make-deterministic.ts';

/** Calls an operation by name with its arguments as JSON; returns `+` and the result's JSON, or `-` and why there is none. */
type Invoke = (name: string, json: string) => string;

/** Leaves nothing behind: an empty script whose end runs what microtasks are left. */
const DRAIN = new vm.Script('0', { filename: 'drain.js' });

/** Evaluated in the realm, around the library's completion value. Nothing of ours goes in but strings. */
const INVOKER = `(operations) => {
  const { parse, stringify } = JSON;
  const table = new Map(Object.entries(operations));
  return (name, json) => {
    try {
      const operation = table.get(name);
      if (typeof operation !== 'function') return '?';
      const text = stringify(operation(parse(json)));
      return text === undefined ? '0' : '+' + text;
    } catch (error) {
      try {
        if (error instanceof RangeError && /call stack/.test(error.message)) return '!';
        return '-' + String(error instanceof Error ? error.message : error).slice(0, 2000);
      } catch {
        return '-it threw something that cannot be read';
      }
    }
  };
}`;

/** How one call of an operation ended. Texts are JSON. */
export type OperationAnswer =
  | { readonly kind: 'result'; readonly json: string }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'nothing' | 'missing' | 'stack_overflow' };

/**
 * One operation library in a V8 realm of its own: the language and nothing else. Values cross as JSON text only.
 * The realm is for determinism and against accidents. It is no wall against hostile code: a stranger's library belongs into
 * a sandboxed process.
 */
export class Realm {
  readonly #context: vm.Context;
  readonly #invoke: Invoke;

  /** @throws Error when the script does not parse, throws, or gives no object of functions. */
  constructor(script: { readonly filename: string; readonly source: string }) {
    this.#context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
      name: script.filename,
      codeGeneration: { strings: false, wasm: false },
      microtaskMode: 'afterEvaluate',
    });
    const evaluate = (source: string, filename: string): unknown =>
      new vm.Script(source, { filename }).runInContext(this.#context);
    const controls = evaluate(`(${makeDeterministic})(${fixLocale})`, 'make-deterministic.js') as RealmControls;
    const library: unknown = evaluate(script.source, script.filename);
    if (typeof library !== 'object' || library === null) {
      throw new Error(`the completion value of ${script.filename} is no object of operations`);
    }
    const invoker = evaluate(INVOKER, 'invoker.js') as (operations: object) => Invoke;
    this.#invoke = invoker(library);
    evaluate(`(${freezeRealm})()`, 'freeze-realm.js');
    controls.seal();
  }

  call(name: string, json: string): OperationAnswer {
    const answer = this.#call(name, json);
    // What a task left in the queue runs now, in its own time, or a later task would pay for it.
    DRAIN.runInContext(this.#context);
    return answer;
  }

  #call(name: string, json: string): OperationAnswer {
    let answer: string;
    try {
      answer = this.#invoke(name, json);
    } catch {
      // Only a stack that is exhausted to the last byte gets past the invoker's own catch.
      return { kind: 'stack_overflow' };
    }
    const rest = answer.slice(1);
    switch (answer[0]) {
      case '+':
        return { kind: 'result', json: rest };
      case '-':
        return { kind: 'threw', message: rest };
      case '!':
        return { kind: 'stack_overflow' };
      case '0':
        return { kind: 'nothing' };
      default:
        return { kind: 'missing' };
    }
  }
}
