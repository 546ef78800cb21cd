import { healthReportCodec, modelListCodec, pluginListCodec } from '@kora/contracts';
import { readLock, resolveDataRootPath } from '@kora/kernel';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { errorText } from '../output/error-text.ts';
import { table } from '../output/table.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** One thing that was looked at. `problem` makes the verb fail, `hint` does not. */
interface Check {
  readonly check: string;
  readonly verdict: 'ok' | 'hint' | 'problem';
  readonly message: string;
}

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
        const { models, connectors } = await client.get('/models', modelListCodec);
        for (const { id, health } of connectors) {
          // A runtime that is not there is no fault: people use one of them, and graphs without models need none.
          checks.push({
            check: `connector ${id}`,
            verdict: health.status === 'ready' ? 'ok' : 'hint',
            message: health.message,
          });
        }
        const none = 'none; only graphs without model tasks can run. `kora models add <file.gguf>` adds one.';
        checks.push({
          check: 'models',
          verdict: models.length === 0 ? 'hint' : 'ok',
          message: models.length === 0 ? none : `${models.length}`,
        });
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
