import type { PlanModel, PlanNote, PlanRequest } from '@kora/contracts';
import type { DataSource } from '../data/data-source.ts';
import type { GraphDraft } from '../graph/draft.ts';
import type { Language } from '../language/language.ts';
import { tokenize } from '../message/tokenize.ts';
import type { ContentPart, Question } from './ask-model.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { excerptOf, SMALL_TOKENS, SUMMARY_TOKENS, summaryNote, wayOf } from './fit-data.ts';
import { summariseTable } from './summarise-table.ts';

const LOOKED_AT = 4_000;
const MARGIN = 128;

/** A message with the data that belongs to it. `instruction` is the message without what was pasted into it. */
export interface Asked {
  readonly message: string;
  readonly instruction: string;
  readonly data: readonly DataSource[];
}

function fenced(name: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `\n\nAttached file ${JSON.stringify(name)}:\n${fence}\n${text}\n${fence}`;
}

/** What the model is asked: the message and its data, whole where there is room, else what was computed of it, with notes. */
export function planQuestion(
  draft: GraphDraft,
  request: PlanRequest,
  model: PlanModel,
  { message, instruction, data }: Asked,
  language: Language,
): { readonly question: Question; readonly notes: readonly PlanNote[]; readonly avoided: number } {
  const words = tokenize(instruction.slice(0, LOOKED_AT), language.contractions);
  const context = model.context_tokens;
  let room = context === null ? null : context - request.budget.max_tokens - estimateTokens(instruction) - MARGIN;
  const ways = data.map((source) => {
    const way = wayOf(source, words, language, room === null ? null : Math.max(0, room));
    const cost =
      way === 'summary' ? SUMMARY_TOKENS : way === 'whole' ? estimateTokens(source.text) : Math.max(0, room ?? 0);
    if (room !== null) room -= cost;
    return { source, way, room: cost };
  });
  const pastedWhole = ways.some(({ source, way }) => source.pasted && way === 'whole');
  const content: ContentPart[] = [pastedWhole ? message : instruction];
  const notes: PlanNote[] = [];
  let referenced = 0;
  let avoided = 0;
  for (const { source, way, room: space } of ways) {
    if (way === 'summary') {
      content.push(...summariseTable(draft, source, instruction, words, language));
      notes.push(summaryNote(source));
      referenced += SUMMARY_TOKENS;
      avoided += Math.max(0, estimateTokens(source.text) - SUMMARY_TOKENS);
    } else if (way === 'excerpt') {
      const { text, note } = excerptOf(source, Math.max(SMALL_TOKENS / 10, space));
      content.push(fenced(source.name, text));
      notes.push(note);
    } else if (!source.pasted) content.push(fenced(source.name, source.text));
  }
  return { question: { name: 'Answer the message', content: merged(content), referenced }, notes, avoided };
}

/** Neighbouring texts as one. */
function merged(parts: readonly ContentPart[]): readonly ContentPart[] {
  return parts.reduce<ContentPart[]>((all, part) => {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
    return all;
  }, []);
}
