import { setTimeout } from 'node:timers/promises';
import type { Studio } from '@kora/test/studio';

/** A file that goes with a message. */
export interface Attached {
  readonly name: string;
  readonly media_type: string;
  readonly text: string;
}

/** What a message in a conversation of its own led to. */
export interface Said {
  readonly conversation_id: string;
  readonly run_id: string;
  readonly model_calls: number;
}

async function get(studio: Studio, path: string) {
  const { status, body } = await studio.request('GET', path);
  if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
  return body;
}

/** Says something in a new conversation and waits for its answer. @throws when there is none. */
export async function say(studio: Studio, content: string, attachments: readonly Attached[] = []): Promise<Said> {
  const { conversation_id } = JSON.parse(await studio.post('/conversations', '{}'));
  const message = { content, locale: 'en-US', time_zone: 'UTC', attachments };
  await studio.post(`/conversations/${conversation_id}/messages`, JSON.stringify(message));
  do await setTimeout(50);
  while ((await get(studio, `/conversations/${conversation_id}`)).answering);
  const { messages } = await get(studio, `/conversations/${conversation_id}/messages?limit=1`);
  const { state, run_id, model_calls, error } = messages[0].answer;
  if (state !== 'complete') throw new Error(`an answer ended as ${state}: ${JSON.stringify(error)}`);
  return { conversation_id, run_id, model_calls };
}

/** Opens the page, as far as the server is concerned, and gives the plugins behind it the moment that a person needs to say something. */
export async function openPage(studio: Studio): Promise<void> {
  await get(studio, '/conversations');
  await get(studio, '/models');
  await setTimeout(1_000);
}

/** Everything that people do with a conversation afterwards. */
export async function lookBack(studio: Studio, { conversation_id }: Said): Promise<void> {
  await get(studio, `/conversations/${conversation_id}/messages`);
  await get(studio, '/conversations');
  await get(studio, '/conversations/search?query=order');
  for (const format of ['json', 'markdown']) await studio.post('/conversations/export', JSON.stringify({ format }));
}

/** Everything that is kept of its run. */
export async function lookAtRun(studio: Studio, { run_id }: Said): Promise<void> {
  await get(studio, `/runs/${run_id}`);
  await get(studio, `/runs/${run_id}/events`);
  await get(studio, `/telemetry/${run_id}`);
}
