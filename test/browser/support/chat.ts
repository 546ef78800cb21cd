import type { Locator, Page } from 'playwright-core';
import type { Studio } from '../../support/studio.ts';
import { addTinyModel } from '../../support/tiny-model.ts';

export const input = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });
export const answers = (page: Page): Locator => page.getByRole('article', { name: 'Answer' });
export const openAnswers = (page: Page): Locator => page.locator('article[aria-busy=true]');

/** Types a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press('Enter');
}

/** Says something and waits until it is answered. */
export async function ask(page: Page, text: string): Promise<Locator> {
  const before = await answers(page).count();
  await say(page, text);
  const answer = answers(page).nth(before);
  await answer.getByRole('button', { name: 'Answer again' }).waitFor({ state: 'attached' });
  return answer;
}

/** Registers the tiny model and chooses it. At temperature 0 it talks until its tokens are used up. */
export async function chooseTinyModel(studio: Studio, folder: string, max_tokens = 2500): Promise<void> {
  await addTinyModel(studio, folder);
  const budget = { max_tokens, max_time_ms: 60_000, max_retries: 0 };
  const model = { model_id: 'tiny', connector: 'llamacpp' };
  const { status } = await studio.request('PATCH', '/chat/settings', { model, budget, parameters: { temperature: 0 } });
  if (status !== 200) throw new Error(`the settings were refused: ${status}`);
}

/** Puts a conversation in, as if it came from elsewhere: texts by turns, the user's first. @returns its id. */
export async function importConversation(studio: Studio, title: string, texts: readonly string[]): Promise<string> {
  const nodes = texts.map((text, index) => {
    const author = { role: index % 2 === 0 ? 'user' : 'assistant' };
    return [
      `n${index}`,
      { parent: index === 0 ? null : `n${index - 1}`, message: { author, content: { parts: [text] } } },
    ];
  });
  const content = [
    { title, create_time: 1_760_000_000, current_node: `n${texts.length - 1}`, mapping: Object.fromEntries(nodes) },
  ];
  const { body } = await studio.request('POST', '/conversations/import', { content: JSON.stringify(content) });
  return body.imported[0];
}
