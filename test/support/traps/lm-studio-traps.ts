import { type Trap, within } from './trap.ts';

const lmStudio = within('plugins/connector-lmstudio');
const FAULTS = [
  'generation/faults.test.ts',
  'every fault has its name, tells nothing of the prompt, and comes once',
] as const;

/** Habits of LM Studio, answers aside. */
export const lmStudioTraps: readonly Trap[] = [
  lmStudio(
    '0.1',
    'Any path that LM Studio does not know is answered with status 200 and an error.',
    [
      'server/server-client.ts',
      'answer.status === 200 && findServerError(answer.body) === null',
      'answer.status === 200',
    ],
    ['management/management.test.ts', 'an unload that did not happen is an error, whatever its status'],
  ),
  lmStudio(
    '0.1',
    'What listens on its port may be something else, with lists that look alike.',
    [
      'models/decode-native-list.ts',
      "isRecord(item) && typeof item.type === 'string' ? words(item.key) : null",
      'isRecord(item) ? (words(item.key) ?? words(item.name)) : null',
    ],
    ['models/list-models.test.ts', 'what is not a list of LM Studio is not read as one'],
  ),
  lmStudio(
    '3.1',
    'There are three lists, by version, and no version to be asked for; the older ones must be told by their shape.',
    ['models/list-models.ts', 'if (isUnknownEndpoint(body)) continue;', ''],
    [
      'models/list-models.test.ts',
      'an older LM Studio says 200 to paths that it does not have, and is asked by its older lists',
    ],
  ),
  lmStudio(
    '3.1',
    'Users write the base URL with the path that other clients want, such as /v1.',
    ['server/server-address.ts', String.raw`.replace(/\/(?:api\/)?v[01]$/, '')`, ''],
    ['server/server-address.test.ts', 'this machine is asked by its address, without the path that other clients want'],
  ),
  lmStudio(
    '3.2',
    'A model is loaded with 4096 tokens of context although it could hold 262144; several instances have several contexts.',
    ['models/known-model.ts', 'Math.min(...candidates)', 'Math.max(...candidates)'],
    ['models/list-models.test.ts', 'of several instances the smallest context counts, of none the configured one'],
  ),
  lmStudio(
    '3.2',
    'The older lists leave out what is not loaded while loading on demand is off.',
    ['connector/server-health.ts', "if (legacy !== null && !legacy.some(({ kind }) => kind === 'llm'))", 'if (false)'],
    ['connector/health.test.ts', 'its health follows the shape of what answers, and asking loads nothing'],
  ),
  lmStudio(
    '3.2',
    'The oldest list includes the bundled embedding model, and does not say what it is.',
    ['models/decode-older-lists.ts', "/(?:^|\\/)text-embedding-/.test(id) ? 'embedding' : 'llm'", "'llm'"],
    [
      'models/list-models.test.ts',
      'an older LM Studio says 200 to paths that it does not have, and is asked by its older lists',
    ],
  ),
  lmStudio(
    '3.3',
    'Loading on demand takes a context of its own choice, and answers nothing while it loads.',
    [
      'generation/ensure-loaded.ts',
      'const context = Math.min(wanted, now.max_context_tokens ?? wanted);',
      'const context = 4096;',
    ],
    [
      'management/management.test.ts',
      'with a configured context a model is loaded with it, and that instance is asked',
    ],
  ),
  lmStudio(
    '3.3',
    'A load may give less context than was asked for.',
    ['management/load-model.ts', 'context_tokens: positive(config.context_length)', 'context_tokens: contextTokens'],
    ['management/management.test.ts', 'the context that a load really gave is the one that counts'],
  ),
  lmStudio(
    '3.3',
    'Two calls at once load a model twice.',
    ['management/turns.ts', 'await Promise.race([before, aborted.promise]);', ''],
    ['management/management.test.ts', 'calls at the same time load a model once'],
  ),
  lmStudio(
    '3.3',
    'A download says its progress only when it is asked, may go backwards, and its last look is at less than its total.',
    ['management/pull-model.ts', 'Math.max(reached, previous?.completed_bytes ?? 0)', 'reached'],
    ['management/management.test.ts', 'a pull tells progress that never goes backwards, and ends when it is complete'],
  ),
  lmStudio(
    '3.3',
    'Unloading takes instances, not models, and says which one it unloaded.',
    ['management/unload-model.ts', 'body.instance_id !== id', 'false'],
    ['management/management.test.ts', 'an unload that did not happen is an error, whatever its status'],
  ),
  lmStudio(
    '3.5',
    'An error is a text or an object, and a status is 400, 404 or 200 for the same thing.',
    ['server/error-normaliser.ts', 'if (says(UNKNOWN_MODEL))', 'if (false)'],
    FAULTS,
  ),
  lmStudio(
    '3.5',
    'An unknown name may be answered by whatever model is loaded.',
    ['generation/read-answer.ts', 'if (model === null || !isNameOf(model, name))', 'if (false)'],
    ['generation/generate.test.ts', 'an answer of another model is not taken for one of this'],
  ),
  lmStudio(
    '3.5',
    'For the same reason what is not on its list must not be asked for.',
    ['models/find-model.ts', 'model === undefined || model.kind !== kind', 'model === undefined'],
    [
      'models/list-models.test.ts',
      'what is not on the list is not asked for: LM Studio might answer with another model',
    ],
  ),
  lmStudio(
    '3.5',
    'Too long a prompt is cut in its middle, or rolls out of the window, in silence.',
    ['generation/check-context.ts', 'throw errors.KORA_LMSTUDIO_CONTEXT_OVERFLOW(facts);', ''],
    ['generation/context.test.ts', 'a prompt that cannot fit is not sent, because LM Studio would cut it in silence'],
  ),
  lmStudio(
    '3.5',
    'What was cut shows in the count of the prompt.',
    ['generation/check-context.ts', 'if (isReported && tokens_in < prompt_tokens)', 'if (false)'],
    ['generation/context.test.ts', 'fewer tokens than the prompt has words mean that it was cut'],
  ),
  lmStudio(
    '3.5',
    'An answer that ran out of context ends with `stop` or `length`.',
    ['generation/check-context.ts', "if (ending === 'context' || isOver || isShort)", "if (ending === 'context')"],
    ['generation/context.test.ts', 'an answer that ran out of context is no answer'],
  ),
  lmStudio(
    '3.5',
    'The sizes of an overflow stand in prose, in two wordings.',
    ['server/error-normaliser.ts', '  /first (?<prompt>', '  /last (?<prompt>'],
    ['generation/context.test.ts', 'an overflow that LM Studio finds tells its numbers, in both of its wordings'],
  ),
  lmStudio(
    '3.5',
    'Guard rails refuse a load and say how much memory it needs.',
    ['server/error-normaliser.ts', 'insufficient system resources|', ''],
    ['generation/faults.test.ts', 'memory that is missing is told in gigabytes'],
  ),
  lmStudio(
    '3.5',
    'A driver that runs out of memory while loading dies with a signal, which is no crash of a running model.',
    ['server/error-normaliser.ts', 'if (says(LOAD_FAILURE))', 'if (false)'],
    FAULTS,
  ),
  lmStudio(
    '3.5',
    'A missing token is told in words; its status is not documented. The words may repeat the token.',
    [
      'server/error-normaliser.ts',
      ".replace(/sk-lm-[\\w:.-]*/g, '(token)')\n    .replace(/(?:token provided|Bearer)[:\\s]+\\S+/gi, '(token)')",
      '',
    ],
    ['connector/health.test.ts', 'a token that comes back in an error is not shown or logged'],
  ),
  lmStudio(
    '3.5',
    'A path that it does not know, read as a stream, is an empty answer.',
    [
      'generation/generate.ts',
      "return response.ok && (response.headers.get('content-type') ?? '').startsWith('text/event-stream');",
      'return response.ok;',
    ],
    FAULTS,
  ),
  lmStudio(
    '3.5',
    'An error in a stream is an event called `error`, or one without a name.',
    ['generation/chat-stream.ts', "if (name === 'error' && findServerError(event) === null)", 'if (false)'],
    FAULTS,
  ),
  lmStudio(
    '3.7',
    'A prompt that is being read is read to its end, connection or not; whoever leaves must not wait for that.',
    ['plugin-sdk/src/http/client/runtime-client.ts', 'signal: AbortSignal.any([signal]),', ''],
    ['generation/generate.test.ts', 'an abort closes the connection, in the queue and in the stream'],
  ),
  lmStudio(
    '3.7',
    'LM Link runs a model of the list on another machine; the base URL alone does not prove that a prompt stays here.',
    ['models/decode-native-list.ts', 'words(item.device_identifier) ?? ', ''],
    [
      'models/list-models.test.ts',
      'a model on another machine of LM Link is marked, and refused until its device is listed',
    ],
  ),
  lmStudio(
    '3.7',
    'A text that is too long to be embedded is cut in silence, and the count that comes back is zero.',
    ['embedding/embed-texts.ts', 'context_tokens === null || prompt_tokens <= context_tokens', 'true'],
    ['embedding/embed.test.ts', 'a text that cannot fit is not sent, because LM Studio would cut it in silence'],
  ),
  lmStudio(
    '3.7',
    'Vectors carry the number of their text, in the form of an API that promises no order.',
    ['embedding/embed-texts.ts', 'isRecord(candidate) && candidate.index === index', 'candidate === data[index]'],
    ['embedding/embed.test.ts', 'texts become vectors in their order, whatever order LM Studio has'],
  ),
  lmStudio(
    '3.5',
    'That no model is loaded comes as 400 or 404, as a text or an object.',
    ['server/error-normaliser.ts', 'if (says(/^no models? loaded/i))', 'if (false)'],
    FAULTS,
  ),
  lmStudio(
    '3.5',
    'A model that crashed, was unloaded or lost its channel says so in prose.',
    ['server/error-normaliser.ts', 'if (says(CRASH))', 'if (false)'],
    FAULTS,
  ),
  lmStudio(
    '0.1',
    'An empty list of models is what many programs have; an LM Studio is known by what it says to unknown paths.',
    ['discovery/is-lm-studio.ts', '(decodeNativeList(body)?.length ?? 0) > 0', 'decodeNativeList(body) !== null'],
    ['discovery/found.test.ts', 'any version and a locked one are recognised, and nobody else is taken for one'],
  ),
];
