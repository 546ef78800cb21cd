import { type Trap, within } from './trap.ts';

const ollama = within('plugins/connector-ollama');

/** Habits of Ollama, chat aside. */
export const ollamaTraps: readonly Trap[] = [
  ollama(
    '0.1',
    'LM Studio answers 200 to any path, llama-server lists `models` with empty names: a status proves nothing.',
    ['models/tagged-model.ts', 'if (!isOurs) throw', 'if (false) throw'],
    ['connector/health.test.ts', 'something else is told by the shape of what it says, never by its status'],
  ),
  ollama(
    '1.1',
    'OLLAMA_HOST is often 0.0.0.0 or a host without port; neither can be connected to as it stands.',
    ['server/server-address.ts', 'OLLAMA_PORT}`', '80}`'],
    ['config/ollama-config.test.ts', 'the address is read as OLLAMA_HOST is'],
  ),
  ollama(
    '1.2',
    'A 404 in JSON is a missing model; a 404 in plain text, or a 405, is a route that this version does not have.',
    [
      'server/error-normaliser.ts',
      'if (status === 404 || status === 405) return errors.KORA_OLLAMA_TOO_OLD',
      'if (false) return errors.KORA_OLLAMA_TOO_OLD',
    ],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '1.3',
    'Older servers list no capabilities and no trained context; both have to be asked for, model by model.',
    ['models/model-directory.ts', 'return await this.complete(client, model, signal);', 'return model;'],
    ['models/models.test.ts', 'an older list is completed by asking for each model once, a few at a time'],
  ),
  ollama(
    '1.3',
    '`/api/show` sends every tensor of a model, verbose or not: megabytes.',
    ['plugin-sdk/src/http/client/runtime-client.ts', '32 * 1024 * 1024', '1024 * 1024'],
    ['models/models.test.ts', 'what describes a large model, with all its tensors, is megabytes and is read'],
  ),
  ollama(
    '1.3',
    'An empty list is `null`, as Go writes it.',
    ['models/tagged-model.ts', ' || (isRecord(body) && list === null)', ''],
    ['models/models.test.ts', 'no models at all is an empty list, also as the null that Go makes of it'],
  ),
  ollama(
    '1.3',
    'A digest names manifest and weights; what was asked about an older one is out of date.',
    [
      'models/tagged-model.ts',
      "typeof item.digest === 'string' ? item.digest.replace(/^sha256:/, '') : ''",
      "'0'.repeat(64)",
    ],
    ['models/models.test.ts', 'a digest that changed is asked for again'],
  ),
  ollama(
    '1.3',
    'A model with `remote_host` or `remote_model`, or named `…:cloud` or `…-cloud`, is a stub: prompts go to another machine.',
    ['models/remote-models.ts', ' || isCloudName(name)', ''],
    ['models/remote.test.ts', 'models of the cloud are listed as remote, and nothing is asked about them'],
  ),
  ollama(
    '1.3',
    'Names of the cloud work although they are not listed.',
    [
      'connector/ollama-connector.ts',
      '    this.#requireAllowed(model_id, remoteHostOf(model_id, null, null));\n    const model',
      '    const model',
    ],
    ['models/remote.test.ts', 'they are refused by everything that would send something there'],
  ),
  ollama(
    '1.3',
    'Which machine answers stands in each line of the answer, whatever the list said.',
    ['generation/run-chat.ts', 'line.remote_host !== null && !allowsRemote', 'false'],
    ['generation/chat-stream.test.ts', 'the model that answers may not be elsewhere, whatever the list said'],
  ),
  ollama(
    '1.4',
    'Out of memory is a 500 with the words of one of many drivers.',
    ['server/error-normaliser.ts', '|hipMalloc failed', ''],
    [
      'generation/chat-faults.test.ts',
      'memory that is missing has one name, in all the words that drivers have for it',
    ],
  ),
  ollama(
    '1.4',
    'A full queue is a 503, and no fault: the same call may be made again.',
    [
      'errors.ts',
      "KORA_OLLAMA_OVERLOADED: { kind: 'overloaded', retryable: true }",
      "KORA_OLLAMA_OVERLOADED: { kind: 'overloaded', retryable: false }",
    ],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '1.4',
    'A wrong option comes as 500, as if the server had failed.',
    ['server/error-normaliser.ts', '^option ".*" must be of type|', ''],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '1.4',
    'Unknown options are ignored, so a misspelt one would be a setting that does nothing.',
    ['generation/chat-body.ts', '      seed,\n', '      seed,\n      ...{ num_gpu: 99 },\n'],
    ['generation/chat-request.test.ts', 'no number outside its range and no unknown option ever leaves'],
  ),
  ollama(
    '1.4',
    'A load gives no sign of life, for minutes; closing the connection would end it.',
    [
      'server/server-client.ts',
      'const response = await this.send(question, signal);',
      'const response = await this.send(question, AbortSignal.any([signal, AbortSignal.timeout(this.#questionMs)]));',
    ],
    [
      'generation/chat-stream.test.ts',
      'a load gives no sign of life, and is waited for longer than any question may take',
    ],
  ),
  ollama(
    '1.5',
    'Unloading answers at once with one object, and means that it will unload when running calls have ended.',
    ['management/unload-model.ts', "answer.done_reason === 'unload'", 'true'],
    ['models/models.test.ts', 'unload asks with no messages and no time to keep, and takes one object for an answer'],
  ),
  ollama(
    '1.10',
    'A text that is too long is embedded in part, in silence, unless `truncate` is false.',
    ['embedding/embed-texts.ts', 'truncate: false,', 'truncate: true,'],
    ['embedding/embed.test.ts', 'texts become vectors, and one that is too long is not cut'],
  ),
  ollama(
    '1.11',
    'An error of a pull comes with status 200, because "pulling manifest" was sent before.',
    ['management/pull-model.ts', 'if (fault !== null) throw fault;', ''],
    ['management/pull.test.ts', 'an error that comes after the first line, with status 200, ends the pull'],
  ),
  ollama(
    '1.11',
    '`completed` of a layer goes down when a part has failed, is left out while it is 0, and a cached layer is one line.',
    ['management/pull-progress.ts', 'Math.max(before.completed, completed)', 'completed'],
    ['management/pull.test.ts', 'progress is the sum of the layers and never goes back, although a layer does'],
  ),
  ollama(
    '1.11',
    'A pull that is not streamed says nothing until its end.',
    ['management/pull-model.ts', 'stream: true', 'stream: false'],
    ['management/pull.test.ts', 'progress is the sum of the layers and never goes back, although a layer does'],
  ),
  ollama(
    '1.11',
    'A pull may just end; only `success` means that the model is complete.',
    [
      'management/pull-model.ts',
      "throw errors.KORA_OLLAMA_INCOMPLETE({ server: client.address, what: 'the download' });",
      'return;',
    ],
    ['management/pull.test.ts', 'a pull that ends without success is not complete'],
  ),
  ollama(
    '1.11',
    'Deleting answers with an empty 200.',
    ['plugin-sdk/src/http/wire/parse-json.ts', 'if (error instanceof SyntaxError) return undefined;', ''],
    ['models/models.test.ts', 'a deleted model is an empty 200, a missing one a 404'],
  ),
  ollama(
    '1.12',
    'A Host or Origin that Ollama does not like is an empty 403.',
    ['server/error-normaliser.ts', 'if (status === 403) {', 'if (false) {'],
    ['connector/health.test.ts', 'a Host that Ollama does not accept is an empty 403'],
  ),
  ollama(
    '0.3',
    'A connection that was kept may lead to a server that has ended since, and breaks at the next question.',
    [
      'server/server-client.ts',
      "if (!isKoraError(error) || error.code !== 'KORA_OLLAMA_TRANSPORT') throw error;",
      'throw error;',
    ],
    ['connector/health.test.ts', 'a connection that broke is no verdict on the server before a second one'],
  ),
  ollama(
    '1.3',
    'With its cloud switched off Ollama says 403, which is no wrong key.',
    ['server/error-normaliser.ts', 'if (says(/ollama cloud is disabled/))', 'if (false)'],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '1.4',
    'A model of another version of Ollama is a 500 while loading.',
    ['server/error-normaliser.ts', 'if (says(/incompatible with your version of Ollama/))', 'if (false)'],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '1.4',
    'A load that stalls, and a runner that dies, are 500s like any other.',
    ['server/error-normaliser.ts', 'if (says(/timed out waiting for llama-server to start/))', 'if (false)'],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '0.1',
    'Many programs know `/api/version` or `/api/tags`; only an Ollama answers both in its own words.',
    ['discovery/is-ollama.ts', "typeof version.version !== 'string'", 'false'],
    ['discovery/found.test.ts', 'an older and an empty Ollama are recognised, and nobody else is taken for one'],
  ),
];
