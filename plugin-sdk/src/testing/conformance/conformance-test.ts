/** A sentence for the report, or nothing. */
export type ConformanceMessage = [] | [string];

/**
 * What a conformance suite needs of a test runner. tap's `t` is one as it is; wrap another runner's in four lines.
 * Assertions record a failure and go on, or throw: the suites work with both.
 */
export interface ConformanceTest {
  /** Runs a named subtest and settles when it is over. */
  test(name: string, body: (t: ConformanceTest) => Promise<void>): PromiseLike<unknown>;
  ok(value: unknown, ...message: ConformanceMessage): unknown;
  equal(found: unknown, wanted: unknown, ...message: ConformanceMessage): unknown;
  same(found: unknown, wanted: unknown, ...message: ConformanceMessage): unknown;
}
