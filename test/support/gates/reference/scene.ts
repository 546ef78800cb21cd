import type { ExecutionContext } from '@kora/contracts';
import type { EventWriter } from './event-writer.ts';
import type { PlainOperation } from './operations.ts';
import type { SchemaCheck } from './schema-check.ts';

/** What all tasks of a run of the reference backend share. */
export interface Scene {
  readonly context: ExecutionContext;
  readonly operations: ReadonlyMap<string, PlainOperation>;
  readonly schemas: SchemaCheck;
  readonly write: EventWriter;
}
