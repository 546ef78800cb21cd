import type { Test } from 'tap';
import { REQUIREMENTS, type RequirementId } from './requirements.ts';

/** A test that the product meets requirements. The first argument after `t` cites them; see citations.ts. */
export function gate(
  t: Test,
  ids: readonly RequirementId[],
  title: string,
  body: (t: Test) => Promise<void>,
): Promise<unknown> {
  return t.test(title, (t) => {
    for (const id of ids) t.ok(id in REQUIREMENTS, `${id} is a requirement`);
    return body(t);
  });
}

/** A test that a gate goes red: `body` breaks the cited requirements on purpose and gives what the checker says to that. */
export function mutant(
  t: Test,
  ids: readonly RequirementId[],
  title: string,
  body: (t: Test) => Promise<readonly string[]>,
): Promise<unknown> {
  return t.test(`red when ${title}`, async (t) => {
    const violations = await body(t);
    for (const id of ids) {
      t.ok(
        violations.some((found) => found.startsWith(`${id} `)),
        `${id} is violated`,
        { found: violations },
      );
    }
  });
}
