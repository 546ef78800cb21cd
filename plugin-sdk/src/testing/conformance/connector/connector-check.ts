import type { ConformanceTest } from '../conformance-test.ts';
import type { Subject } from './connector-under-test.ts';

/** One sentence about connectors, and how to find out whether it is true of this one. */
export interface ConnectorCheck {
  readonly name: string;
  /** Whether the sentence applies to this connector, mostly by what it claims; by default it does. */
  readonly when?: (subject: Subject) => boolean | Promise<boolean>;
  run(t: ConformanceTest, subject: Subject): Promise<void>;
}
