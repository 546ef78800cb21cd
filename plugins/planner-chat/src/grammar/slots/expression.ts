import type { MatchState, Slot } from '../pattern.ts';
import { numberAt, number as numberSlot, runsOn } from './numbers.ts';

/** An arithmetic expression in the syntax of math.evaluate, and what it is made of. */
export interface Expression {
  readonly code: string;
  readonly operators: number;
  /** Every operator is a hyphen or slash without spaces, which dates, scores and phone numbers also have. */
  readonly bare: boolean;
  /** Has a sign or word that only arithmetic uses. */
  readonly sure: boolean;
  /** Roughly what it comes to. */
  readonly about: number;
}

interface Part {
  readonly code: string;
  readonly end: number;
  readonly operators: number;
  readonly bare: number;
  readonly sure: number;
  /** Roughly what it comes to: NaN or infinite where math.evaluate would have no answer. */
  readonly about: number;
  /** What binds last in it: an atom may take a power or a percent sign. */
  readonly shape: 'atom' | 'percent' | 'product' | 'sum';
  /** The 15 of "15% of 80". */
  readonly share?: number | undefined;
}

const SIGNS: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '\u2212': '-',
  '\u2013': '-',
  '*': '*',
  '\u00d7': '*',
  '\u00b7': '*',
  '/': '/',
  '\u00f7': '/',
  ':': '',
};
/** Names and signs that are the same in every language. */
const FUNCTIONS: readonly (readonly [words: readonly string[], name: string])[] = [
  [['sqrt'], 'sqrt'],
  [['cbrt'], 'cbrt'],
  [['\u221a'], 'sqrt'],
  [['abs'], 'abs'],
  [['log10'], 'log10'],
  [['log2'], 'log2'],
  [['ln'], 'ln'],
];
const LARGEST = 1e300;

const factorial = (of: number): number => (of < 0 || of > 170 ? Number.NaN : of < 2 ? 1 : of * factorial(of - 1));
/** Zero to the power of zero is one or nothing, depending on whom one asks; what vanishes is beyond what numbers can be. */
const raised = (base: number, exponent: number): number => {
  const about = base ** exponent;
  return (base === 0 && exponent <= 0) || (about === 0 && base !== 0) ? Number.NaN : about;
};
const ROUGHLY: Readonly<Record<string, (of: number) => number>> = {
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  abs: Math.abs,
  log10: Math.log10,
  log2: Math.log2,
  ln: Math.log,
  factorial,
};
const CONSTANTS: Readonly<Record<string, string>> = { pi: 'pi', '\u03c0': 'pi' };

const wordAt = (state: MatchState, at: number): string | undefined =>
  at < state.end ? state.tokens[at]?.text : undefined;
const isWord = (state: MatchState, at: number) => state.tokens[at]?.kind !== 'quoted';

function phrase(state: MatchState, at: number, words: readonly string[]): boolean {
  return words.every((word, i) => wordAt(state, at + i) === word && isWord(state, at + i));
}

function operatorAt(state: MatchState, at: number): { sign: string; end: number; bare: boolean; sure: boolean } | null {
  const token = at < state.end ? state.tokens[at] : undefined;
  if (token === undefined || token.kind === 'quoted') return null;
  if (token.kind === 'symbol') {
    if (token.text === '*' && wordAt(state, at + 1) === '*' && state.tokens[at + 1]?.glued === true) return null;
    const sign = SIGNS[token.text];
    if (sign === undefined || sign === '') return null;
    const next = state.tokens[at + 1];
    // On a line of its own a sign can begin an item of a list.
    if (state.text.slice(state.tokens[at - 1]?.end, token.start).includes('\n')) return null;
    const tight = token.glued && next?.glued === true;
    // "5 -3" is a list or a slip rather than a difference.
    if (sign === '-' && !token.glued && next?.glued === true) return null;
    const dashed = token.text === '\u2013';
    return {
      sign,
      end: at + 1,
      bare: (sign === '-' || sign === '/') && tight,
      sure: !dashed && (sign === '+' || sign === '*' || token.text === '\u00f7'),
    };
  }
  // Between numbers, x is a cross.
  if (token.text === 'x') return { sign: '*', end: at + 1, bare: false, sure: true };
  for (const [words, sign] of state.context.language.slotWords.operators) {
    if (phrase(state, at, words)) return { sign, end: at + words.length, bare: false, sure: true };
  }
  return null;
}

function atom(state: MatchState, at: number, depth: number): Part | null {
  if (depth > 12 || at >= state.end || state.steps-- <= 0) return null;
  const token = state.tokens[at];
  if (token === undefined || token.kind === 'quoted') return null;
  const base = { operators: 0, bare: 0, sure: 0, about: Number.NaN, shape: 'atom' } as const;
  if (token.text === '(') {
    const inner = sum(state, at + 1, depth + 1);
    // "50 + (10%)" is 55 to those who add percentages and 50.1 to those who read parentheses as numbers.
    if (inner === null || inner.shape === 'percent' || wordAt(state, inner.end) !== ')') return null;
    return { ...inner, code: `(${inner.code})`, end: inner.end + 1, sure: inner.sure + 1, shape: 'atom' };
  }
  for (const [words, name] of [...FUNCTIONS, ...state.context.language.slotWords.functions]) {
    if (!phrase(state, at, words)) continue;
    const inner = atom(state, at + words.length, depth + 1);
    if (inner === null || inner.shape !== 'atom') return null;
    if (inner.code.startsWith('(-') && name !== 'abs' && name !== 'cbrt') return null;
    if (name === 'factorial' && !/^\d{1,2}$/.test(inner.code)) return null;
    if (reachesFurther(state, name, words, inner)) return null;
    const about = ROUGHLY[name]?.(inner.about) ?? Number.NaN;
    return { ...inner, about, code: `${name}(${inner.code})`, operators: inner.operators + 1, sure: inner.sure + 1 };
  }
  const constant = CONSTANTS[token.text];
  if (constant !== undefined) return { ...base, about: Math.PI, code: constant, end: at + 1 };
  const negative = token.text === '-' || token.text === '\u2212';
  const digits = numberAt(state, at);
  if (digits !== null) {
    if (runsOn(state, digits.end - 1) && wordAt(state, digits.end) !== 'x') return null;
    const about = Number(digits.value);
    return { ...base, about, code: negative ? `(${digits.value})` : digits.value, end: digits.end };
  }
  if (negative) return null;
  for (const { value, end } of numberSlot(state, at))
    return { ...base, about: Number(value), code: String(value), end };
  return null;
}

/** "square root of 16 plus 9", "ln 2 * 3", "factorial of 5 squared": of the number alone, or of all of it. Parentheses would say. */
function reachesFurther(state: MatchState, name: string, words: readonly string[], { code, end }: Part): boolean {
  if (code.startsWith('(') && !code.startsWith('(-')) return false;
  if (powerAt(state, end) !== null || caretAt(state, end) > 0) return true;
  const next = operatorAt(state, end);
  return next !== null && (words.length > 1 || (name !== 'sqrt' && name !== 'abs') || '*/'.includes(next.sign));
}

/** The power that is said behind a number, as in 5\u00b2 or 5 squared, and how many tokens that takes. */
function powerAt(state: MatchState, at: number): { readonly power: number; readonly width: number } | null {
  const next = wordAt(state, at);
  if (next === '\u00b2' || next === '\u00b3') return { power: next === '\u00b2' ? 2 : 3, width: 1 };
  const said = state.context.language.slotWords.powers.find(([words]) => phrase(state, at, words));
  return said === undefined ? null : { power: said[1], width: said[0].length };
}

/** How many tokens a sign or words for "to the power of" take; 0 where there is none. */
const caretAt = (state: MatchState, at: number): number =>
  wordAt(state, at) === '^' ? 1 : phrase(state, at, ['*', '*']) ? 2 : powerWords(state, at);

/** An atom with what may stand behind it: squared, a power, a percent sign, factorial. */
function factor(state: MatchState, at: number, depth: number): Part | null {
  const inner = atom(state, at, depth);
  if (inner === null) return null;
  const next = wordAt(state, inner.end);
  const more = { operators: inner.operators + 1, sure: inner.sure + 1 };
  const negative = inner.code.startsWith('(-') && state.tokens[at]?.text !== '(';
  const { percent, of } = state.context.language.slotWords;
  const said = powerAt(state, inner.end);
  // Without parentheses, whether the sign belongs to the base is read in two ways.
  if (said !== null)
    return negative
      ? null
      : {
          ...inner,
          ...more,
          about: inner.about ** said.power,
          code: `(${inner.code})^${said.power}`,
          end: inner.end + said.width,
          shape: 'product',
        };
  const caret = caretAt(state, inner.end);
  if (caret > 0) {
    const exponent = atom(state, inner.end + caret, depth + 1);
    const parts = state.tokens[exponent?.end ?? 0];
    // "8^1/3" is a power divided by three, and often meant as a root.
    if (parts?.text === '/' && parts.glued && wordAt(state, inner.end + caret) !== '(') return null;
    const towered =
      exponent !== null && (wordAt(state, exponent.end) === '^' || phrase(state, exponent.end, ['*', '*']));
    if (exponent === null || negative || towered || wordAt(state, exponent.end) === '%') return null;
    const code = `(${inner.code})^(${exponent.code})`;
    return { ...inner, ...more, about: raised(inner.about, exponent.about), code, end: exponent.end, shape: 'product' };
  }
  const marked = state.tokens[inner.end];
  const isMarked = next === '!' && marked?.glued === true && state.tokens[inner.end + 1]?.text !== '!';
  if (next === 'factorial' || (isMarked && /^\d{1,2}$/.test(inner.code)))
    return negative
      ? null
      : { ...inner, ...more, about: factorial(inner.about), code: `factorial(${inner.code})`, end: inner.end + 1 };
  const sign = next === '%' ? 1 : (percent.find((words) => phrase(state, inner.end, words))?.length ?? 0);
  if (sign > 0) {
    const after = inner.end + sign;
    if (of.has(wordAt(state, after) ?? '')) return percentOf(state, inner, after + 1, depth);
    return { ...inner, about: inner.about / 100, code: `${inner.code}%`, end: after, shape: 'percent' };
  }
  return inner;
}

function powerWords(state: MatchState, at: number): number {
  return state.context.language.slotWords.raised.find((words) => phrase(state, at, words))?.length ?? 0;
}

function percentOf(state: MatchState, share: Part, at: number, depth: number): Part | null {
  const whole = factor(state, at, depth + 1);
  // "12 percent of 1,500 squared" is a share of a square, or the square of a share.
  if (whole === null || whole.shape === 'percent' || whole.code.includes('^')) return null;
  // "15% of 2+2" is written as if 2+2 belonged together, but percentages bind closer.
  if (operatorAt(state, whole.end) !== null && state.tokens[whole.end]?.glued === true) return null;
  return {
    code: `(${share.code}/100*${whole.code})`,
    end: whole.end,
    operators: share.operators + whole.operators + 1,
    bare: share.bare + whole.bare,
    sure: share.sure + whole.sure + 1,
    about: (share.about / 100) * whole.about,
    share: share.operators === 0 ? share.about : undefined,
    shape: 'product',
  };
}

function chain(state: MatchState, at: number, depth: number, signs: string, next: typeof factor): Part | null {
  let left = next(state, at, depth);
  let shares = left?.share === undefined ? 0 : 1;
  while (left !== null) {
    const operator = operatorAt(state, left.end);
    if (operator === null || !signs.includes(operator.sign)) return left;
    const right = next(state, operator.end, depth);
    if (right === null) return left;
    if (operator.sign === '/' && /^[0.]+$/.test(right.code)) return null;
    if (isRangeOfShares(operator.sign, left, right)) return null;
    const multiplies = signs === '*/';
    // Two readings: 50 * 10 % is five, 50 % * 10 hundredths; only "a + b %" has a convention of its own.
    if (left.shape === 'percent') return null;
    // "1/3 %" is a third of a percent, or one by three percent.
    if (operator.sign === '/' && operator.bare && right.shape === 'percent') return null;
    // "100 - 20 % - 10 %", "50 + 10 % of 20 + 5 %": of what the second one is, nobody knows.
    if (!multiplies && (right.shape === 'percent' || right.share !== undefined)) shares++;
    if (!multiplies && right.shape === 'percent' && shares > 1) return null;
    left = {
      code: `${left.code} ${operator.sign} ${right.code}`,
      end: right.end,
      operators: left.operators + right.operators + 1,
      bare: left.bare + right.bare + (operator.bare ? 1 : 0),
      sure: left.sure + right.sure + (operator.sure ? 1 : 0),
      about: combined(operator.sign, left, right),
      shape: multiplies ? 'product' : 'sum',
    };
  }
  return left;
}

/** "15 - 20% of 80" is everything from 15 % to 20 % of it as often as it is a difference. */
function isRangeOfShares(sign: string, left: Part, right: Part): boolean {
  return sign === '-' && left.shape === 'atom' && right.share !== undefined && left.about <= right.share;
}

function combined(sign: string, left: Part, right: Part): number {
  // As math.evaluate has it: a percentage that is added is one of what stands before it.
  const amount = right.shape === 'percent' && (sign === '+' || sign === '-') ? left.about * right.about : right.about;
  if (sign === '+') return left.about + amount;
  if (sign === '-') return left.about - amount;
  return sign === '*' ? left.about * amount : left.about / amount;
}

const product = (state: MatchState, at: number, depth: number) => chain(state, at, depth, '*/', factor);
const sum = (state: MatchState, at: number, depth: number): Part | null => chain(state, at, depth, '+-', product);

/** `{expression}`: arithmetic with at least one operator. */
export const expression: Slot = function* (state, at) {
  const found = sum(state, at, 0);
  if (found === null || found.operators === 0 || found.shape === 'percent') return;
  // "What is 5 + 3!" is a factorial, or said loudly.
  const isLoud = wordAt(state, found.end - 1) === '!' && found.operators > 1;
  if (isLoud && state.tokens.slice(at, found.end).filter(({ text }) => text === '!').length === 1) return;
  // No answer, or one beyond what numbers can be: the model can say why.
  if (!(Math.abs(found.about) < LARGEST)) return;
  const value: Expression = {
    code: found.code,
    operators: found.operators,
    bare: found.bare > 0 && found.bare === found.operators,
    sure: found.sure > 0,
    about: found.about,
  };
  yield { value, end: found.end };
};
