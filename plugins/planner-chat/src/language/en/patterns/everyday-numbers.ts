const DECIMALS = '(as|to|in|into) (a decimal|decimal|decimals|decimal form|a decimal number)';
const PEOPLE = '[people|persons|friends|guests|colleagues|of us|of them|ways]';
const TIP = '(with|plus) [a|an] {percent} <levy>';
const YEARS = '(for|over|after|in|) [a period of] {years:number} (years|year|yrs)';
const RATE =
  '(at|@|with|) [a rate of|an interest rate of] {percent} [interest] [rate] [per year|per annum|a year|annually|p\\.a\\.|pa|yearly|annual interest]';

/** More patterns of numbers, in the words of every day. They come after those of the same recogniser in `numbers.ts`. */
export const everydayNumberPatterns: Readonly<Record<string, readonly string[]>> = {
  'numbers.arithmetic': ['the {expression}', 'what is the (value|result) of {expression}'],
  'numbers.add': ['<what> {number} more than {more:number}'],
  'numbers.subtract': ['<what> {less:number} less than {number}'],
  'numbers.percent_of': [
    '<what> [a|an|the] {percent} <levy> (on|for|of) [a|the] {number:money} [bill|meal|dinner|check]',
    '<what> <the> {percent} of {number:money}',
  ],
  'numbers.what_percent': [
    '<write> {part:number} out of {whole:number} <as_percent>',
    '<write> {part:number} / {whole:number} <as_percent>',
    '<what> <the> percentage of {part:number} (out of|in) {whole:number}',
  ],
  'numbers.percent_change': [
    '[a|an|the] {direction} from {from:number} to {to:number} (in|as a) (percent|percentage|%)',
  ],
  'numbers.percent_more': [
    '<what> <the> total (with|including|incl|after) [a|an|the] {percent} <levy> (on|for|of) [a|the] {number:money} [bill]',
    '<what> <the> total (for|on) [a|the] {number:money} [bill] (with|plus|after) [a|an] {percent} <levy>',
    '<what> {number:money} (plus|with) [a|an] {percent} <levy>',
    'add [a|an] {percent} <levy> to {number:money}',
  ],
  'numbers.percent_less': [
    '<what> {percent} off [of] {number:money}',
    '<what> {number:money} (with|minus|less|after) [a|an] {percent} (discount|off)',
    '<what> {number:money} (minus|less) {percent}',
  ],
  'numbers.whole_of': [
    '<what> {part:number} is {percent} of what [number]',
    '{percent} of what [number] is {part:number}',
    '{part:number} is {percent} of (which|what) number',
    'what number is {part:number} {percent} of',
  ],
  'numbers.function': ['<what> <the> {function} {number}', '{function} \\( {number} \\)'],
  'numbers.logarithm': [
    '<what> <the> (log|logarithm) [to] [the] base {base:number} of {number}',
    '<what> <the> (log|logarithm) [of] {number} [to|in|with] [the] base {base:number}',
  ],
  'numbers.trigonometry': [
    '<what> <the> {trig} {number} {angle_unit}',
    '<what> <the> {trig} \\( {number} {angle_unit} \\)',
  ],
  'numbers.trigonometry_pi': [
    '<what> <the> {trig} \\( [{times:number} [\\*|x]] (pi|\u03c0) [/ {by:number}] \\)',
    '<what> <the> {trig} (pi|\u03c0) [/ {by:number}]',
  ],
  'numbers.series': [
    '<what> <the> sum [of] [all] [the] [whole|natural] [numbers|integers] [from] {first:number} (to|through|up to) {last:number} [inclusive]',
    '<what> <the> total of [all] [the] [whole|natural] (numbers|integers) from {first:number} (to|through|up to) {last:number} [inclusive]',
    '(sum|add up|add) [up] [all] [the] [whole|natural] (numbers|integers) [from] {first:number} (to|through|up to) {last:number} [inclusive]',
  ],
  'numbers.quotient_decimal': [`<write> {part:number} / {whole:number} ${DECIMALS}`],
  'numbers.mixed_decimal': [`<write> {number} {part:number} / {whole:number} ${DECIMALS}`],
  'numbers.common': ['<what> <the> {common} [of|for|between] {numbers}'],
  'numbers.prime': [
    '(is|check if|check whether|test if|test whether|determine if|determine whether|see if) [the number] {integer} [is] [a] prime [number] [or not|or composite]',
    '{integer} (prime or not|is prime or not)',
  ],
  'numbers.prime_factors': [
    '(list|show|<what>) [all] <the> prime (factors|factorization|factorisation|decomposition) (of|for) {integer}',
    '[prime] (factorise|factorize) {integer} [into] [primes|prime factors]',
    '(decompose|factor|break down) {integer} into (primes|prime factors)',
  ],
  'numbers.divisors': ['(list|show|name|<what>) [all] [of] <the> (factors|divisors) (of|for) {integer}'],
  'numbers.primes': [
    '(list|show|name|give|<what>) [all] [of] <the> <primes> (up to|through|from 1 to|from 0 to|from 2 to|between 1 and) {to:integer}',
    '(list|show|name|give|<what>) [all] [of] <the> <primes> (below|under|less than|smaller than) {below:integer}',
    '(list|show|name|give|<what>) [all] [of] <the> <primes> (between|from) {from:integer} (and|to) {to:integer}',
    '(list|show|name|give|<what>) <the> first {count:integer} <primes>',
    '<what> <the> next prime [number] (after|following|above|greater than|larger than) {after:integer}',
  ],
  'numbers.parity': [
    'is [the number] {integer} [an] {parity} [number]',
    'is {integer} [evenly] divisible by {by:integer}',
    'is {integer} a multiple of {by:integer}',
    'is {by:integer} a (factor|divisor) of {integer}',
  ],
  'numbers.round': [
    'round [off] [{up_or_down}] {number} [{up_or_down}|off] [<precision>]',
    '<what> {number} rounded [{up_or_down}|off] [<precision>]',
    '<what> {number} to {places:integer} <dp>',
    '<what> {number} to {significant:integer} <sf>',
    '<what> {expression} [,] (rounded|round) [{up_or_down}|off] <precision>',
    '<what> {expression} to {places:integer} <dp>',
    '{down_only} {number}',
  ],
  'numbers.to_fraction': [
    '<write> {number} (as|to|into|in) [a|an] {fraction_form}',
    '<write> {percent} (as|to|into|in) [a|an] {fraction_form}',
  ],
  'numbers.lowest_terms': [
    '(simplify|reduce) [the fraction] {part:number} / {whole:number} [to|in|into] [its|the] [lowest terms|simplest form|simplest terms]',
    '<write> {part:number} / {whole:number} (in|to|into) [its|the] (lowest terms|simplest form|simplest terms)',
    '<write> {part:number} / {whole:number} (as|to|into|in) [a|an] {fraction_form:mixed_form}',
  ],
  'numbers.ratio': [
    '(simplify|reduce) [the] [ratio] [of] {part:number} (:|to) {whole:number} [to|in] [its|the] [lowest terms|simplest form]',
    '<what> <the> [simplest|simplified] [aspect] ratio (of|between) {part:number} (to|:|and|x|by) {whole:number}',
    '<write> {part:number} : {whole:number} (in|to) [its|the] (lowest terms|simplest form)',
  ],
  'numbers.split': [
    `(split|divide|share) [a|the|my|our] [bill|check|cheque|tab|total|cost] [of] {money} [equally|evenly] (between|among|amongst|by|across|with) {people:integer} ${PEOPLE} [${TIP}]`,
    `(split|divide|share) [a|the|my|our] [bill|check|cheque|tab|total|cost] [of] {money} [${TIP}] [equally|evenly] (between|among|amongst|by|across|) {people:integer} (ways|people|persons|friends)`,
    `<what> {money} (split|divided|shared) [equally|evenly] (between|among|amongst|by|across|) {people:integer} (ways|people|persons|friends) [${TIP}]`,
    'how much (is it each|does each person pay|does each pay|per person|each|is that each) if {people:integer} (people|persons|friends|of us) (split|share) [a|the] [bill of] {money}',
  ],
  'numbers.discount': ['<what> [a|an|the] {percent} discount (on|for|of|off) {money}'],
  'numbers.interest': [
    `<what> <the> {simple:simple_interest} (on|of|for|) {money} [,] ${RATE} [,] ${YEARS}`,
    `<what> <the> compound interest (on|of|for|) {money} [,] ${RATE} [,] ${YEARS} [[,] compounded {times_a_year}]`,
    `<what> <the> compound interest (on|of|for|) {money} [,] ${RATE} [,] compounded {times_a_year} [,] ${YEARS}`,
    `<what> {money} [invested] ${RATE} [,] compounded {times_a_year} [,] ${YEARS}`,
  ],
  'numbers.spread': [
    '<what> <the> [{population}|{sample}] {spread} (of|for) [<these>] [:] {numbers}',
    '<what> <the> [{population}|{sample}] {spread} [:] {numbers}',
  ],
  'numbers.mode': [
    '<what> <the> (mode|most frequent number|most common number) (of|for|in) [<these>] [:] {numbers}',
    'mode : {numbers}',
  ],
  'numbers.other_mean': ['<what> <the> {other_mean} (of|for) [<these>] [:] {numbers}'],
  'numbers.several_statistics': [
    '<what> <the> {first:summary} [,] [and|&] <the> {second:summary} [[,] [and|&] <the> {third:summary} [[,] [and|&] <the> {fourth:summary}]] (of|for|:|in) [<these>] [:] {numbers}',
  ],
  'numbers.statistics': [
    '{numbers} [:|,|=] {statistic:middle}',
    '{statistic:middle} {numbers}',
    '{statistic} \\( {numbers} \\)',
    '(which|what) [number] is [the] {statistic:end_statistic} (of|in|:|among) [<these>] [:] {numbers}',
  ],
  'numbers.to_words': [
    '<write> [the number] {integer} (in|to|into|as) [english] (words|text)',
    '(spell|spell out|write out) [the number] {integer} [in|as] [words]',
    'how (do you|do i|to) (write|spell|say) [the number] {integer} in [english] words',
    'number to words [:] {integer}',
  ],
  'numbers.from_words': [
    '<write> {spoken} (in|as|to|into) (digits|numbers|numerals|figures|a number|number form)',
    '<write> {spoken} (in|as|to|into) numeric form',
  ],
};
