import { healthReportCodec, modelListCodec, pluginListCodec } from '@kora/contracts';
import { readLock, resolveDataRootPath } from '@kora/kernel';
import { withStudio } from '../../studio/with-studio.ts';
import type { Check } from '../doctor/check.ts';
import { lookAtRuntimes, PATIENCE } from '../doctor/look-at-runtimes.ts';
import { modelChecks } from '../doctor/model-checks.ts';
import { runtimeChecks } from '../doctor/runtime-checks.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { errorText } from '../output/error-text.ts';
import { table } from '../output/table.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** `kora doctor` */
export const doctorVerb: Verb = (program, environment) => {
  acts(
    program.command('doctor').description('look for what is wrong, and say what to do'),
    environment,
    async (_, options) => {
      const root = resolveDataRootPath({ path: options.dataRoot });
      const owner = await readLock(root);
      const by = owner === null ? 'Studio is not running' : `Studio runs in process ${owner.pid}`;
      const checks: Check[] = [{ check: 'data root', verdict: 'ok', message: `${root}. ${by}.` }];
      await withStudio(launchOptions(environment, options), async (client) => {
        const health = await client.get('/health', healthReportCodec);
        const speaks = `version ${health.version}, ${health.active_sessions} runs in progress`;
        checks.push({ check: 'local API', verdict: 'ok', message: `${client.address.url}, ${speaks}` });
        for (const { id, state, error } of (await client.get('/plugins', pluginListCodec)).plugins) {
          const verdict = error === null ? 'ok' : 'problem';
          checks.push({ check: `plugin ${id}`, verdict, message: error === null ? state : errorText(error) });
        }
        checks.push(...runtimeChecks(await lookAtRuntimes(client)));
        checks.push(...modelChecks((await client.get(`/models?${PATIENCE}`, modelListCodec)).models));
      });
      const healthy = checks.every(({ verdict }) => verdict !== 'problem');
      if (options.json) environment.terminal.printJson({ healthy, checks });
      else
        environment.terminal.print(
          table(
            ['check', 'verdict', ''],
            checks.map((one) => [one.check, one.verdict, one.message]),
          ),
        );
      return healthy ? EXIT_CODES.ok : EXIT_CODES.failed;
    },
  );
};
