/** Patterns of arithmetic, percentages and statistics. */
export const numberPatterns: Readonly<Record<string, readonly string[]>> = {
  'numbers.arithmetic': [
    '{expression}',
    '{sum:expression} (=|equals) [what]',
    '{sum:expression} (= ?|is how much|is what)',
    '(what is|what are|how much is|how much are|whats|what does|how much does) [the] [result of|value of|answer to] {asked:expression} [equal|make|come to|=|give]',
    '(calculate|compute|evaluate|work out|solve|find|what do you get for) [the] [result of|value of] [:] {told:expression} [=]',
  ],
  'numbers.add': ['add {number} (and|to|plus) {more:number}', '(what is|) {number} added to {more:number}'],
  'numbers.subtract': ['subtract {less:number} from {number}', 'take {less:number} (away from|from) {number}'],
  'numbers.multiply': ['multiply {number} (by|with|and|times) {times:number}'],
  'numbers.divide': ['divide {number} by {by:number}'],
  'numbers.remainder': [
    '<what> {number} (mod|modulo) {by:number}',
    '<what> [the] remainder (of|when) {number} (divided by|is divided by) {by:number}',
  ],
  'numbers.percent_of': ['<what> <the> {percent} of {number}', 'how much is {percent} of {number}'],
  'numbers.what_percent': [
    '(what|which) (percentage|percent|%|share) of {whole:number} is {part:number}',
    '{part:number} is (what|which) (percentage|percent|%|share) of {whole:number}',
    '(what|which) (percentage|percent|%) is {part:number} (of|out of) {whole:number}',
    '<what> {part:number} (as a percentage of|as a percent of|as a % of) {whole:number}',
    'express {part:number} as a (percentage|percent|%) of {whole:number}',
  ],
  'numbers.percent_change': [
    '<what> [the] (percentage change|percent change|% change|change in percent|change in %|percentual change) (from|between) {from:number} (to|and) {to:number}',
    '<what> [the] (percentage|percent|%) {direction} from {from:number} to {to:number}',
  ],
  'numbers.percent_more': [
    '(increase|raise) {number} by {percent}',
    '<what> {number} (increased by|plus a|raised by) {percent}',
    'add {percent} to {number}',
  ],
  'numbers.percent_less': [
    '(decrease|reduce|lower|discount) {number} by {percent}',
    '<what> {number} (decreased by|reduced by|less) {percent}',
    '(subtract|deduct|take) {percent} (from|off) {number}',
    '<what> {number} with [a] {percent} (discount|off)',
    '{percent} off {number}',
  ],
  'numbers.statistics': [
    '<what> <the> {statistic} (of|for) [these numbers|the numbers|the following numbers|the following|the list|this list|the values|these values] [:] {numbers}',
    '(add up|add together|sum up|sum|total) [the numbers|these numbers|these|the following|the following numbers] [:] {added:numbers}',
    'add (the numbers|these numbers|the following numbers) [:] {added:numbers}',
    '<what> <the> {statistic} : {numbers}',
    '(what is|calculate|compute|find|get|determine) <the> {statistic} {numbers}',
  ],
};
