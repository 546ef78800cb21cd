import type { JsonObject } from '@kora/contracts';
import type { CHILD_FAULTS } from '../child-protocol.ts';

/** A failure inside the child process that the parent has a name for. */
export class ChildFault extends Error {
  override readonly name = 'ChildFault';
  readonly fault: (typeof CHILD_FAULTS)[number];
  readonly numbers: JsonObject;

  constructor(fault: (typeof CHILD_FAULTS)[number], reason: string, numbers: JsonObject = {}) {
    super(reason);
    this.fault = fault;
    this.numbers = numbers;
  }
}

/** Names whatever was thrown. node-llama-cpp has classes for few of its errors, so their texts have to do. */
export function toChildFault(error: unknown, signal: AbortSignal): ChildFault {
  if (error instanceof ChildFault) return error;
  if (signal.aborted) return new ChildFault('aborted', 'aborted before the generation began');
  const message = error instanceof Error ? error.message : String(error);
  const outOfMemory =
    /insufficient memory|too large for the available|failed to allocate|out of memory|failed to create context/i;
  return new ChildFault(outOfMemory.test(message) ? 'out_of_memory' : 'runtime', message);
}
