import { CONNECTOR_STATES } from '@kora/contracts';
import type { ConformanceTest } from '../../conformance-test.ts';
import { collectCall } from '../collect-call.ts';
import { type RuntimeCondition, requestFor, type Subject } from '../connector-under-test.ts';
import { QUESTIONS } from '../questions.ts';
import { breaksOff, type CallInState, endsWell, failsAs, waitsOr } from './call-in-state.ts';
import {
  answers,
  answersOrFails,
  fails,
  healthIs,
  healthIsAlive,
  type QuestionInState,
  waits,
} from './question-in-state.ts';

/** A state of a runtime, the way into it, and what holds there for each operation. */
interface RuntimeState {
  readonly name: string;
  enter(become: (condition: RuntimeCondition) => Promise<void>, subject: Subject): Promise<void>;
  readonly health: QuestionInState;
  readonly models: QuestionInState;
  /** What is asked about one model. */
  readonly aboutModel: QuestionInState;
  readonly invoke: CallInState;
}

const call = async (subject: Subject) => void (await collectCall(subject, requestFor(subject)));

/** Every state of a runtime that a user meets. A dead one may be told from what is remembered, but never as alive. */
export const RUNTIME_STATES: readonly RuntimeState[] = [
  {
    name: 'a runtime that is not running',
    enter: (become) => become('not_running'),
    health: healthIs('not_running'),
    models: answersOrFails,
    aboutModel: fails,
    invoke: failsAs('not_running'),
  },
  {
    name: 'a runtime that is loading',
    enter: (become) => become('loading'),
    health: healthIsAlive,
    models: waits,
    aboutModel: waits,
    invoke: waitsOr('loading'),
  },
  {
    name: 'a runtime that is ready',
    enter: (become) => become('ready'),
    health: healthIs('ready'),
    models: answers,
    aboutModel: answers,
    invoke: endsWell,
  },
  {
    name: 'a runtime that is busy',
    enter: (become) => become('busy'),
    health: healthIsAlive,
    models: waits,
    aboutModel: waits,
    invoke: waitsOr('overloaded'),
  },
  {
    name: 'a runtime that was busy',
    async enter(become, subject) {
      await become('busy');
      await waitsOr('overloaded')(UNHEARD, subject);
      await become('ready');
    },
    health: healthIs('ready'),
    models: answers,
    aboutModel: answers,
    invoke: endsWell,
  },
  {
    name: 'a runtime that dies in the middle of an answer',
    enter: (become) => become('dying'),
    health: healthIs(...CONNECTOR_STATES),
    models: answersOrFails,
    aboutModel: waits,
    invoke: breaksOff,
  },
  {
    name: 'a runtime that is gone',
    async enter(become, subject) {
      await call(subject);
      await become('not_running');
    },
    health: healthIs('not_running'),
    models: answersOrFails,
    aboutModel: fails,
    // A connection that was kept may still have to break.
    invoke: failsAs('not_running', 'transport', 'crashed'),
  },
  {
    name: 'a runtime that is back',
    async enter(become, subject) {
      await call(subject);
      await become('not_running');
      await call(subject);
      await become('ready');
    },
    health: healthIs('ready'),
    models: answers,
    aboutModel: answers,
    invoke: endsWell,
  },
];

/** Hears assertions that only lead into a state. */
const UNHEARD: ConformanceTest = {
  test: async (_, body) => body(UNHEARD),
  ok: () => undefined,
  equal: () => undefined,
  same: () => undefined,
};

/** Tries every operation in one state, the generation first: it is what the others might spoil. */
export async function runRuntimeState(t: ConformanceTest, state: RuntimeState, subject: Subject): Promise<void> {
  const { become } = subject;
  if (become === undefined) return;
  await state.enter(become, subject);
  await t.test(`invoke with ${state.name}`, (t) => state.invoke(t, subject));
  for (const question of QUESTIONS.filter(({ applies }) => applies(subject))) {
    const { name, needsModel } = question;
    const judge = name === 'health' ? state.health : needsModel ? state.aboutModel : state.models;
    await t.test(`${name} with ${state.name}`, (t) => judge(t, subject, question));
  }
}
