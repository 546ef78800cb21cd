import type { ModelRequest } from '@kora/contracts';

/** Splits text into the tokens of the scripted runtime: four characters each. */
export function scriptedTokens(text: string): string[] {
  return text.match(/.{1,4}/gsu) ?? [];
}

/** Tokens of a request's prompt in the scripted runtime, with one for each message's template. */
export function countScriptedTokens(request: ModelRequest): number {
  return request.messages.reduce((sum, message) => sum + 1 + scriptedTokens(message.content).length, 0);
}
