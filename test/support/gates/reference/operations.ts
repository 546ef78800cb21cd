import { createContext, runInContext } from 'node:vm';
import type { Json, OperationDescriptor, OperationLibrary } from '@kora/contracts';

/** An operation as a function, with what its library says of it. */
export interface PlainOperation {
  readonly descriptor: OperationDescriptor;
  /** @returns undefined when the operation threw. */
  call(args: Json): Json | undefined;
}

/** The operations of some libraries by name, each library evaluated once, in a realm where nothing is taken away. */
export function operationsOf(libraries: readonly OperationLibrary[]): ReadonlyMap<string, PlainOperation> {
  const found = new Map<string, PlainOperation>();
  for (const { script, operations } of libraries) {
    const realm = createContext({});
    runInContext(`globalThis.library = eval(${JSON.stringify(script.source)})`, realm);
    for (const descriptor of operations) {
      const call = (args: Json): Json | undefined => {
        realm.question = JSON.stringify({ name: descriptor.name, args });
        const answer: unknown = runInContext(ASK, realm);
        return answer === 'threw' ? undefined : JSON.parse(String(answer)).output;
      };
      found.set(descriptor.name, { descriptor, call });
    }
  }
  return found;
}

const ASK = `{
  const { name, args } = JSON.parse(question);
  let answer;
  try { answer = JSON.stringify({ output: library[name](args) }); } catch (error) { answer = 'threw'; }
  answer
}`;
