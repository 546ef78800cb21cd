import { mkdtempSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { ANYTHING, caseArbitrary } from './cases/case-arbitrary.ts';
import { checkBudgets, checkTelemetry } from './checks/all.ts';
import { checkDeterministicFirst } from './checks/deterministic-first.ts';
import { checkGraphImmutability } from './checks/graph-immutability.ts';
import { checkNoHiddenInvocation } from './checks/no-hidden-invocation.ts';
import { checkRetryCap } from './checks/retry-cap.ts';
import { checkSchemaEnforcement } from './checks/schema-enforcement.ts';
import { openEngine } from './engine/open-engine.ts';
import { runCase } from './engine/run-case.ts';

const engine = await openEngine(mkdtempSync('/tmp/gates/x'));
const seed = Number(process.argv[2] ?? 3),
  n = Number(process.argv[3] ?? 200);
const cases = fc.sample(caseArbitrary(ANYTHING), { numRuns: n, seed });
const t0 = performance.now();
const seen = new Map<string, { count: number; size: number; example: string; c: unknown }>();
const stat: Record<string, number> = {};
for (const c of cases) {
  if (Object.values(c.turns).some((ts) => ts.some((x) => x.usage && [x.usage.tokens_in, x.usage.tokens_out].some((n) => n !== undefined && (!Number.isInteger(n) || n < 0))))) continue;
  try {
    const e = await runCase(engine, c);
    const k = `${e.result.status} ${e.result.stop_reason}`;
    stat[k] = (stat[k] ?? 0) + 1;
    const all = [
      checkBudgets,
      checkTelemetry,
      checkDeterministicFirst,
      checkRetryCap,
      checkSchemaEnforcement,
      checkNoHiddenInvocation,
      checkGraphImmutability,
    ].flatMap((f) => f(e));
    for (const v of all) {
      const id = v.split(' ')[0]!;
      const s = seen.get(id);
      const size = JSON.stringify(c).length;
      if (!s) seen.set(id, { count: 1, size, example: v, c });
      else {
        s.count++;
        if (size < s.size) {
          s.size = size;
          s.example = v;
          s.c = c;
        }
      }
    }
  } catch (error) {
    console.log('ERR', error);
  }
}
console.log((performance.now() - t0) / n, stat);
for (const [id, s] of seen) {
  console.log(id, s.count, s.example.slice(0, 600));
  writeFileSync(`/tmp/gates/${id.replaceAll(':', '_')}.json`, JSON.stringify(s.c, null, 1));
}
await engine.close();
