import { type Trap, within } from './trap.ts';

const sdk = within('plugin-sdk');
const kernel = within('kernel');
const backend = within('plugins/backend-local');

/** What all runtimes have in common, handled once: in the SDK, in the kernel's HTTP and in the backend. */
export const sharedTraps: readonly Trap[] = [
  sdk(
    '0.2',
    'Several lines of NDJSON share a packet, and one line, or one letter, is split between two.',
    ['http/wire/read-ndjson.ts', 'decoder.decode(chunk, { stream: true })', 'decoder.decode(chunk)'],
    ['http/streams.test.ts', 'lines of JSON are read the same, however the network splits and joins them'],
  ),
  sdk(
    '0.2',
    'Several server-sent events share a packet, one is split between two, and comment lines come in between.',
    ['http/wire/read-server-events.ts', 'decoder.decode(chunk, { stream: true })', 'decoder.decode(chunk)'],
    [
      'http/streams.test.ts',
      'events are read the same from any split, with pings in between and without what was cut off',
    ],
  ),
  sdk(
    '0.2',
    'A stream may end in the middle of a line: what was cut off must not pass for something that was said.',
    ['http/wire/read-ndjson.ts', 'if (last !== undefined) yield last;', 'yield last;'],
    [
      'http/streams.test.ts',
      'what has no end, and lines that are no JSON, are broken; a last line that was cut off is left out',
    ],
  ),
  sdk(
    '0.3',
    'fetch says only `fetch failed`; whether nobody listens there stands in the cause.',
    ['http/client/transport-fault.ts', "['ECONNREFUSED', ", '['],
    ['http/streams.test.ts', 'a transport fault is told by its cause'],
  ),
  kernel(
    '0.3',
    'fetch gives up after 300 s without a head, and after 300 s without a byte of the body; loads and queues take longer.',
    [
      'services/http-client.ts',
      '{ headersTimeout: 0, bodyTimeout: 0 }',
      '{ headersTimeout: 300e3, bodyTimeout: 300e3 }',
    ],
    ['services/patience.test.ts', 'a server that says nothing for longer than fetch would wait is waited for'],
  ),
  sdk(
    '0.3',
    'fetch calls a text body text/plain, and then Express, which LM Studio is made of, does not read it.',
    ['http/client/runtime-client.ts', "'content-type': 'application/json', ", ''],
    ['http/runtime-client.test.ts', 'asks with JSON and its headers, and gives whatever comes back with its status'],
  ),
  sdk(
    '0.3',
    '`localhost` may mean IPv6 first, where the runtimes do not listen.',
    ['http/address/runtime-address.ts', "['localhost', '127.0.0.1']", "['localhost', 'localhost']"],
    ['http/runtime-address.test.ts', 'this machine is reached by its address, in whatever way it is written'],
  ),
  sdk(
    '0.4',
    'An error is a text, an object, JSON inside a text, or a Go map inside a text.',
    ['http/wire/find-server-error.ts', "error.startsWith('{')", 'false'],
    ['http/streams.test.ts', 'an error is found wherever it hides'],
  ),
  sdk(
    '0.4',
    'Go prints the error of a child process as a map when it cannot pass it on.',
    ['http/wire/find-server-error.ts', '?? fromGoMap(error)', ''],
    ['http/streams.test.ts', 'an error is found wherever it hides'],
  ),
  backend(
    '0.5',
    'A grammar without bounds writes numbers such as 9524E647736, which JSON.parse makes Infinity of.',
    ['adapter/parse-answer.ts', 'jsonValue.is(value) ? value : undefined', 'value as Json'],
    ['adapter/policies.test.ts', 'an answer is read as what its schema asks for, and never repaired'],
  ),
  sdk(
    '1.8',
    'Closing the connection is the only way to end a generation, a load or a download.',
    ['http/client/closing-connection.ts', '    left.abort();', ''],
    ['http/runtime-client.test.ts', 'what is streamed closes its connection when it is read, left, or fails'],
  ),
  sdk(
    '0.1',
    'A runtime that is busy does not even say who it is.',
    ['http/discovery/runtime-finder.ts', 'server.answers.length === 0 ? this.#known.has(server.url) : ', ''],
    ['http/runtime-finder.test.ts', 'one that was found and falls silent stays, one that is replaced goes'],
  ),
];
