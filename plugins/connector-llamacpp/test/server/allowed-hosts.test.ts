import t, { type Test } from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import { collect, never, only, requestTo } from '../support/calls.ts';
import { listening } from '../support/serve.ts';
import { WellBehavedServer } from '../support/well-behaved-server.ts';

/** A connector to a server on this machine that goes by another name, as one elsewhere would. */
async function elsewhere(t: Test, allowed_hosts: readonly string[]) {
  const port = new URL(await listening(t, new WellBehavedServer(false, ['tiny.gguf']))).port;
  const asked: string[] = [];
  const http = {
    fetch: (url: string, init?: RequestInit) => {
      asked.push(url);
      return fetch(url.replace('gpu.lan', '127.0.0.1'), init);
    },
  };
  const server_url = `http://gpu.lan:${port}`;
  const runtime = new ServerRuntime(server_url, decodeConfig({ server_url, allowed_hosts: [...allowed_hosts] }), http);
  return { asked, port, connector: new LlamaCppConnector({ runtimes: [runtime] }) };
}

t.test('a server on another host is refused, and the error names the setting', async (t) => {
  const { asked, connector } = await elsewhere(t, ['other.lan', 'gpu.lan:1']);
  const { error } = only(await collect(connector.invoke(requestTo('tiny.gguf'), never())), 'error');
  t.match(error, { kind: 'refused', code: 'KORA_LLAMACPP_SERVER_NOT_LOCAL', message: /gpu\.lan.*allowed_hosts/ });
  t.match(await connector.health(never()), { status: 'failed' });
  t.same(asked, []);
});

t.test('one that the user listed is asked, and its models are remote', async (t) => {
  const { asked, port, connector } = await elsewhere(t, ['GPU.lan']);
  t.match(await connector.models(never()), [{ model_id: 'tiny.gguf', remote: true, remote_allowed: true }]);
  t.equal(only(await collect(connector.invoke(requestTo('tiny.gguf'), never())), 'end').finish_reason, 'length');
  t.ok(asked.every((url) => url.startsWith(`http://gpu.lan:${port}/`)));
});
