/** Macros of the patterns that are named `everyday`. */
export const everydayMacros: Readonly<Record<string, string>> = {
  write: '(what is|what are|convert|turn|write|express|change|give|show|put|translate|)',
  as_percent: '(as|to|in|into) (a percentage|a percent|percent|percentage|a %|%)',
  primes: '(primes|prime numbers)',
  dp: '(decimal place|decimal places|decimals|decimal|dp|places|decimal digits|digits after the decimal point)',
  sf: '(significant figures|significant figure|significant digits|sig figs|sf)',
  precision:
    '(to {places:integer} <dp>|to [the] nearest {nearest}|to {significant:integer} <sf>|to (a|an|the|) (whole number|integer))',
  near: '(next {next:weekday}|this [coming] {this:weekday}|[the] coming {this:weekday}|last {last:weekday})',
  near_or_plain: '(<near>|{plain:weekday})',
  these:
    '(these numbers|the numbers|these values|the values|the following|the following numbers|this list|the list|this data|this data set)',
};
