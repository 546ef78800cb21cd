import { isDeepStrictEqual } from 'node:util';
import type { ConformanceTest } from '@kora/plugin-sdk/testing';

/** Runs a conformance suite without a test runner, and keeps the names of the subtests that failed. */
export async function failuresOf(suite: (t: ConformanceTest) => Promise<void>): Promise<readonly string[]> {
  const failed: string[] = [];
  const record = (): { t: ConformanceTest; hasFailed: () => boolean; fail: () => void } => {
    let failures = 0;
    const judge = (passed: boolean) => {
      if (!passed) failures += 1;
    };
    const t: ConformanceTest = {
      async test(childName, body) {
        const child = record();
        await body(child.t).catch(child.fail);
        if (child.hasFailed()) {
          failed.push(childName);
          failures += 1;
        }
      },
      ok: (value) => judge(Boolean(value)),
      equal: (found, wanted) => judge(Object.is(found, wanted)),
      same: (found, wanted) => judge(isDeepStrictEqual(found, wanted)),
    };
    return { t, hasFailed: () => failures > 0, fail: () => judge(false) };
  };
  await suite(record().t);
  return failed;
}
