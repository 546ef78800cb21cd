import type { Grammar } from '../grammar/grammar.ts';
import type { MatchState } from '../grammar/pattern.ts';
import type { Claim } from '../recognisers/recogniser.ts';
import { recognisePart } from './recognise-part.ts';
import { reach } from './strip.ts';

const MAX_JOINTS = 16;

/** Where one request can end and the next begin. */
interface Joint {
  readonly end: number;
  readonly next: number;
  /** "plus" can also mean a sum. */
  readonly mayAdd: boolean;
  /** A word or comma, and not the end of a sentence. */
  readonly goesOn: boolean;
}

function jointsOf(grammar: Grammar, state: Omit<MatchState, 'steps'>): readonly Joint[] {
  const joints: Joint[] = [];
  let open = 0;
  for (let at = 1; at < state.end; at++) {
    // ", and" is one joint and not also the "and" inside it.
    if (at < open) continue;
    const next = reach(grammar.joiner, state, at);
    if (next === at || next >= state.end) continue;
    const [first, after] = [state.tokens[at], state.tokens[next]];
    // A dot inside a name or number parts nothing.
    if (first?.kind === 'symbol' && after?.glued === true) continue;
    open = next;
    joints.push({
      end: at,
      next,
      mayAdd: first?.text === 'plus',
      goesOn: !['?', '!', '.', ';'].includes(first?.text ?? ''),
    });
  }
  return joints;
}

/**
 * The claims on a whole message: on all of it, or on each of the parts that it falls into at words such as "and". The fewest
 * parts win; where the same number of parts can be cut in two ways, nobody knows what is meant.
 */
export function recognise(grammar: Grammar, state: Omit<MatchState, 'steps'>): readonly Claim[] | null {
  const whole = recognisePart(grammar, state, 0, state.end);
  if (whole !== null && whole.takesRest !== true) return [whole];
  const joints = jointsOf(grammar, state);
  if (joints.length > MAX_JOINTS) return whole === null ? null : [whole];
  // "uppercase: hello and what is 2 + 2": whether the tail belongs to the text, nobody knows.
  if (whole !== null && joints.some(({ next }) => recognisePart(grammar, state, next, state.end) !== null)) return null;
  const known = new Map<string, Claim | null>();
  const single = (from: number, to: number) => {
    const key = `${from} ${to}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const claim = recognisePart(grammar, state, from, to);
    known.set(key, claim);
    return claim;
  };
  let ways: readonly { readonly at: number; readonly claims: readonly Claim[]; readonly last: Joint | null }[] = [
    { at: 0, claims: [], last: null },
  ];
  for (let parts = 1; parts <= joints.length + 1 && ways.length > 0; parts++) {
    const complete = ways.flatMap(({ at, claims, last }) => {
      const claim = single(at, state.end);
      return claim !== null && parts > 1 && fits(claims.at(-1), last, claim) ? [[...claims, claim]] : [];
    });
    const [only, another] = complete;
    if (only !== undefined) return another === undefined && whole === null && areApart(only) ? only : null;
    ways = ways.flatMap(({ at, claims, last }) =>
      joints.flatMap((joint) => {
        const claim = joint.end > at ? single(at, joint.end) : null;
        return claim !== null && claim.takesRest !== true && (last === null || fits(claims.at(-1), last, claim))
          ? [{ at: joint.next, claims: [...claims, claim], last: joint }]
          : [];
      }),
    );
    if (ways.length > 64) return null;
  }
  return whole === null ? null : [whole];
}

/** Whether parts can be answered each on its own: a change of the data could be meant for the parts behind it. */
const areApart = (claims: readonly Claim[]): boolean =>
  claims.length < 2 || !claims.some(({ changesData, standsAlone }) => changesData || standsAlone);

/** "total units and total amount by month": both by month, or one. A count of all rows behind it is about all of them. */
function sharesScope(before: Claim | undefined, after: Claim): boolean {
  if (before?.usesData !== true || after.usesData !== true || before.scoped === after.scoped) return false;
  return before.scoped !== true || after.recogniser === 'data.aggregate';
}

/** "15 % of 20 plus 3 km in miles" asks for two things only because they cannot be added. */
function fits(before: Claim | undefined, joint: Joint | null, after: Claim): boolean {
  // "sum of 3 and 4 and 10 % of 50" could be a sum of three.
  if (before?.endsInList === true && joint?.goesOn === true && (after.measures ?? '') === '') return false;
  if (joint?.goesOn === true && sharesScope(before, after)) return false;
  if (joint?.mayAdd !== true) return true;
  return before?.measures !== undefined && after.measures !== undefined && before.measures !== after.measures;
}
