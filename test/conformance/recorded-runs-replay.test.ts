import { join } from 'node:path';
import { isKoraError } from '@kora/plugin-sdk';
import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { recordAndReplay } from '../support/gates/replay/record-and-replay.ts';

const folder = t.testdir();
const engine = await openEngine(folder);
t.teardown(() => engine.close());

t.test('whatever models did, a run comes out the same without them', async () => {
  // Without ceilings and stalls nothing depends on who was first or on the clock.
  const cases = caseArbitrary({ ...ANYTHING, ceilings: false, cancels: false, stalls: false });
  await assertProperty(
    cases,
    async (given) => {
      const report = await recordAndReplay(engine, join(folder, 'runs'), given).catch((error: unknown) => {
        if (isKoraError(error) && error.code === 'KORA_REPLAY_TIMED_OUT') return null;
        throw error;
      });
      if (report === null) return [];
      const calls = report.telemetry?.summary.model_invocation_count;
      if (calls !== report.served_answers) return [`${calls} calls, ${report.served_answers} from the archive`];
      if (report.identical) return [];
      return [`${report.differences}: ${JSON.stringify(report.first_difference)} ${report.warnings.join(' ')}`];
    },
    60,
  );
});
