import type { RuntimeList, RuntimeReport } from '@kora/contracts';
import type { LocalServer } from '@kora/plugin-sdk';
import type { ConnectorNews } from './model-board.ts';

const SPOKE = 'A program that is no model runtime known to Studio answers here.';
const SILENT = 'Something listens here and does not say what it is. If it is a model runtime, it may be busy.';

function reportsOf({ id, health, models }: ConnectorNews): readonly RuntimeReport[] {
  const { status, message, runtime_version: version, runtimes } = health;
  // What a connector says of itself as a whole when it does not tell its runtimes apart.
  const reports = runtimes ?? [{ name: id, url: null, version, status, models: null, message }];
  const [sole, ...others] = reports;
  if (sole === undefined || others.length > 0) return reports;
  // All models are those of the only runtime.
  return [{ ...sole, models: sole.models ?? (sole.status === 'not_answering' ? null : models.length) }];
}

/** Every runtime that connectors know, and who else listens where runtimes are often found. */
export function listRuntimes(news: readonly ConnectorNews[], servers: readonly LocalServer[]): RuntimeList {
  const runtimes = news.flatMap((each) => reportsOf(each).map((runtime) => ({ connector: each.id, runtime })));
  // A port that is only listed as not running belongs to somebody else.
  const claimed = new Set(
    runtimes.filter(({ runtime }) => runtime.status !== 'not_running').map(({ runtime }) => runtime.url),
  );
  const others = servers
    .filter(({ url }) => !claimed.has(url))
    .map(({ url, answers }) => {
      const answered = answers.length > 0;
      return { url, answered, message: answered ? SPOKE : SILENT };
    });
  return { runtimes, others };
}
