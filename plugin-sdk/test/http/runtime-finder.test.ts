import { RuntimeFinder } from '@kora/plugin-sdk/http';
import t from 'tap';
import type { LocalServer, LocalServers } from '../../src/tokens/services.ts';

const says = (url: string, text: string): LocalServer => ({
  url,
  answers: [{ path: '/who', status: 200, server: '', text }],
});
const silent = (url: string): LocalServer => ({ url, answers: [] });

/** Finds those that say `me`, among servers that may change. */
function finding(servers: LocalServer[]) {
  const looks: (readonly string[])[] = [];
  const local: LocalServers = {
    async look(paths) {
      looks.push(paths);
      return servers;
    },
  };
  const recognises = ({ answers }: LocalServer) => answers.some(({ text }) => text === 'me');
  return { looks, finder: new RuntimeFinder(local, { probes: ['/who'], recognises }) };
}
const signal = new AbortController().signal;

t.test('those that it recognises are found, and nobody else', async (t) => {
  const { finder, looks } = finding([says('a', 'me'), says('b', 'you'), silent('c'), says('d', 'me')]);
  t.same(await finder.look(signal), ['a', 'd']);
  t.same(looks, [['/who']]);
  t.equal(await finding([says('b', 'you'), silent('c')]).finder.first(signal), null);
});

t.test('one that was found and falls silent stays, one that is replaced goes', async (t) => {
  const servers = [says('a', 'me'), says('b', 'me')];
  const { finder } = finding(servers);
  await finder.look(signal);
  servers.splice(0, 2, silent('a'), says('b', 'you'));
  t.same(await finder.look(signal), ['a']);
  servers.splice(0, 2);
  t.same(await finder.look(signal), []);
});

t.test('the first that is known is taken without looking again, and looked for while none is', async (t) => {
  const servers: LocalServer[] = [];
  const { finder, looks } = finding(servers);
  t.equal(await finder.first(signal), null);
  servers.push(says('a', 'me'));
  t.equal(await finder.first(signal), 'a');
  t.equal(await finder.first(signal), 'a');
  t.equal(looks.length, 2);
});
