import type { Fact } from './trap.ts';

/** What the study of the runtimes says and no connector has to handle. */
export const FACTS: readonly Fact[] = [
  {
    section: '0.3',
    fact: 'Node sends no Origin, so what a runtime does about foreign origins never concerns a connector.',
    why: 'It would concern a page; the page of Studio talks to no runtime.',
  },
  {
    section: '1.3',
    fact: 'A model that is loading is not in `/api/ps`, and `expires_at` may lie in the year 2318.',
    why: 'It is told as not loaded, which is true, and `expires_at` is not read.',
  },
  {
    section: '1.8',
    fact: 'Before 0.32.15 a fault in the middle of an answer could block the model, so that the next call got no byte.',
    why: 'That looks like a queue. The time limit of the task ends the call, which closes its connection.',
  },
  {
    section: '1.13',
    fact: 'The APIs in the form of OpenAI and Anthropic have defaults, errors and omissions of their own.',
    why: 'Only the native API is used; a test sees that no path under `/v1` is asked.',
  },
  {
    section: '2.1',
    fact: 'How many slots there are, and whether they share their context, is said by flags at the start.',
    why: 'Studio starts no llama-server. It reads the context of one slot from `/props` and takes that for the limit.',
  },
  {
    section: '2.2',
    fact: 'A failed start is told apart only by the log, and SIGTERM waits for streams to end.',
    why: 'Whoever starts the server sees its log; Studio starts none.',
  },
  {
    section: '2.2',
    fact: 'Every error closes its connection.',
    why: 'Node opens another one for the next call; a test of the connector shows it.',
  },
  {
    section: '2.3',
    fact: '`created` is always now, the shape of `/slots` differs from its documentation, `/metrics` is off.',
    why: 'None of them is read.',
  },
  {
    section: '2.5',
    fact: 'A last message of the assistant is continued.',
    why: 'The embedded runtime does the same, so that a task means the same in both.',
  },
  {
    section: '2.6',
    fact: 'A request without messages is answered, with anything.',
    why: 'No graph has such a task: it is refused before it runs.',
  },
  {
    section: '2.10',
    fact: 'Without a key any web page can use the server, because every origin is accepted and no Host is checked.',
    why: 'It is the server of the user; the README of the connector says to start it with `--api-key`.',
  },
  {
    section: '2.11',
    fact: 'The other endpoints count, end and fail in ways of their own.',
    why: 'None of them is used.',
  },
  {
    section: '2.12',
    fact: 'Events of the router have other names than its documentation says, and a download that was finished may be none.',
    why: 'Neither is used: the list says what is loaded.',
  },
  {
    section: '3.3',
    fact: 'Nothing ends a download, and nothing says its checksum.',
    why: 'The README says so: whoever leaves a pull ends only the watching of it.',
  },
  {
    section: '3.4',
    fact: '`/api/v1/chat` keeps conversations, and takes neither answers of the model nor a schema.',
    why: 'Answers come from `/v1/chat/completions`.',
  },
  {
    section: '4.1',
    fact: 'With all its binaries the package takes 700 MB.',
    why: 'The build of the plugin copies those that are needed; its test bounds the size.',
  },
  {
    section: '4.8',
    fact: 'Its downloader resolves when it is aborted, and checks no content.',
    why: 'It is not used. The model library has a downloader of its own.',
  },
];
