import { setImmediate } from 'node:timers/promises';
import {
  type DecodedPlan,
  type Json,
  type Plan,
  type PlanNote,
  type PlanRequest,
  sha256Hex,
  TASK_PLANNER_SPEC_VERSION,
  type TaskGraph,
  type TaskPlanner,
} from '@kora/contracts';
import { namedColumns } from './data/named-columns.ts';
import { limitOf, planEach } from './each/plan-each.ts';
import { type EachRequest, recogniseEach } from './each/recognise-each.ts';
import { compileInSteps, type Grammar } from './grammar/grammar.ts';
import { GraphDraft, type Ref } from './graph/draft.ts';
import { joinAnswers, writeAnswers } from './graph/join-answers.ts';
import { en } from './language/en/en.ts';
import type { Language } from './language/language.ts';
import { otherLanguagesOf } from './language/other-languages.ts';
import { askModel } from './model/ask-model.ts';
import { askRest } from './model/ask-rest.ts';
import { estimateTokens } from './model/estimate-tokens.ts';
import { planQuestion } from './model/plan-question.ts';
import { decodePlan } from './model-planned/decode-plan.ts';
import { PLAN_SCHEMA, PLANNING_PROMPT } from './model-planned/plan-schema.ts';
import { type Compound, recogniseCompound } from './parts/compound.ts';
import { recognise } from './parts/recognise.ts';
import { type Reading, readingsOf } from './read-message.ts';
import type { Claim } from './recognisers/recogniser.ts';

const LONG = 50_000;

/** Plans chat messages: computed where every word is understood, asked of the model otherwise. Keeps nothing of them. */
export class ChatPlanner implements TaskPlanner {
  readonly id = 'chat';
  readonly specVersion = TASK_PLANNER_SPEC_VERSION;
  readonly #compiled = new Map<string, Grammar>();

  async plan(request: PlanRequest): Promise<Plan> {
    // What came before, such as loading this plugin, must not add up with a long message to one long stop of the process.
    const isLong = request.attachments.reduce((sum, { text }) => sum + text.length, request.message.length) > LONG;
    const others = () => (isLong ? setImmediate() : undefined);
    await others();
    const { grammar, readings, claims } = await this.#claims(request, en, others);
    if (claims !== null) return computedPlan(request, claims);
    for (const language of otherLanguagesOf(request)) {
      const other = await this.#claims(request, language, others);
      if (other.claims !== null) return computedPlan(request, other.claims);
    }
    if (request.mode === 'deterministic_only') {
      return { kind: 'needs_model', message: 'This needs a model, and this conversation is set to compute only.' };
    }
    if (request.model === null) {
      return { kind: 'needs_model', message: 'This needs a model, and none is chosen yet.' };
    }
    if (request.mode === 'model_planned') return modelPlannedPlan(request, request.model);
    await others();
    const each = readings.map((reading) => recogniseEach(grammar, reading)).find((found) => found !== null);
    const limit = each === undefined ? null : limitOf(each, request, request.model);
    if (each !== undefined && limit === null) return eachPlan(request, request.model, each);
    const [whole] = readings;
    const compound = whole === undefined || whole.pasted > 0 ? null : recogniseCompound(grammar, whole.state);
    if (compound !== null) return compoundPlan(request, request.model, compound);
    await others();
    const table = readings.find(({ pasted, data }) => pasted === 1 && data.some(({ columns }) => columns !== null));
    const reading = table ?? whole;
    const asked = {
      message: request.message,
      instruction: reading === undefined ? request.message : reading.state.text,
      data: reading?.data ?? [],
    };
    const draft = new GraphDraft();
    const { question, notes, avoided } = planQuestion(draft, request, request.model, asked, grammar.language);
    const { answer, notes: trimmed } = askModel(draft, request, request.model, question);
    return graphPlan(request, draft, answer, [...(limit === null ? [] : [limit]), ...notes, ...trimmed], avoided);
  }

  /** What a message asks for, read in one language. */
  async #claims(request: PlanRequest, language: Language, others: () => Promise<void> | undefined) {
    const grammar = this.#compiled.get(language.code) ?? (await compiled(language, others));
    this.#compiled.set(language.code, grammar);
    await others();
    const all = [...readingsOf(request, language)];
    for (const { state, data } of all) {
      const profiles = state.tokens.some(({ text }) => language.profiling.has(text));
      for (const source of data)
        await source.lookAt(profiles ? (source.columns ?? []) : namedColumns(source, state.text));
    }
    await others();
    return { grammar, readings: all.filter(({ inline }) => !inline), claims: claimsOf(all, grammar) };
  }

  async decode(answer: Json, request: PlanRequest): Promise<DecodedPlan> {
    return decodePlan(answer, request);
  }
}

/** A grammar, compiled with pauses in which others have their turn. */
async function compiled(language: Language, others: () => Promise<void> | undefined): Promise<Grammar> {
  const steps = compileInSteps(language);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await others();
  }
}

function claimsOf(readings: readonly Reading[], grammar: Grammar): readonly Claim[] | null {
  for (const { state, pasted } of readings) {
    const claims = recognise(grammar, state);
    // What was pasted must be what the request is about: otherwise something was not understood.
    if (claims !== null && (pasted === 0 || claims.some(({ usesData }) => usesData === true))) return claims;
  }
  return null;
}

function computedPlan(request: PlanRequest, claims: readonly Claim[]): Plan {
  const draft = new GraphDraft();
  const root = joinAnswers(draft, writeAnswers(draft, claims));
  const sent = [request.message, ...request.attachments.map(({ text }) => text)].join('\n');
  return graphPlan(request, draft, root, [], estimateTokens(sent));
}

/** The graph whose answer is a plan, for `decode`. What can be computed never comes here. */
function modelPlannedPlan(request: PlanRequest, model: NonNullable<PlanRequest['model']>): Plan {
  const draft = new GraphDraft();
  const files = request.attachments.map(
    ({ name, text }, i) => `Attachment ${i + 1}, ${JSON.stringify(name)}, begins:\n${text.slice(0, 600)}`,
  );
  const content = [[PLANNING_PROMPT, ...files, `Message: ${request.message}`].join('\n\n')];
  const { answer, notes } = askModel(draft, request, model, {
    name: 'The model plans the answer',
    content,
    schema: PLAN_SCHEMA,
  });
  const { graph } = graphPlan(request, draft, answer, [], 0);
  return { kind: 'planning', graph, notes };
}

function compoundPlan(
  request: PlanRequest,
  model: NonNullable<PlanRequest['model']>,
  { claims, rest }: Compound,
): Plan {
  const draft = new GraphDraft();
  const computed = writeAnswers(draft, claims);
  const content = askRest(request.message, computed, rest);
  const { answer, notes } = askModel(draft, request, model, { name: 'Answer the rest', content });
  const text = draft.compute('joined', 'Join the parts', 'text.concat', { parts: [computed.text, '\n\n', answer] });
  return graphPlan(request, draft, joinAnswers(draft, { text, values: computed.values }), notes, 0);
}

function eachPlan(request: PlanRequest, model: NonNullable<PlanRequest['model']>, each: EachRequest): Plan {
  const draft = new GraphDraft();
  const { text, values, notes } = planEach(draft, request, model, each);
  return graphPlan(request, draft, joinAnswers(draft, { text, values }), notes, 0);
}

function graphPlan(
  request: PlanRequest,
  draft: GraphDraft,
  root: Ref,
  notes: readonly PlanNote[],
  avoided: number,
): Extract<Plan, { readonly kind: 'graph' }> {
  const labels: Readonly<Record<string, Json>> = { planner: 'chat', tokens_avoided_estimated: avoided };
  const graph: TaskGraph = {
    kora_version: request.reuse || draft.tasks.some(({ for_each }) => for_each !== undefined) ? '1.1.0' : '1.0.0',
    graph_id: `chat-${sha256Hex(`${request.now}\n${request.message.slice(0, 2_000)}`).slice(0, 16)}`,
    root: root.$from,
    tasks: draft.tasks,
    metadata: { labels },
  };
  return { kind: 'graph', graph, notes };
}
