/** German patterns: arithmetic, percentages, statistics, units and dates. Other kinds of requests are for the model so far. */
export const patterns: Readonly<Record<string, readonly string[]>> = {
  'numbers.arithmetic': [
    '{expression}',
    '{sum:expression} (=|ist|gleich|ergibt)',
    '{sum:expression} (= ?|ist gleich|ist wie viel|ist wieviel)',
    '(was ist|was sind|wie viel ist|wie viel sind|wieviel ist|wieviel sind|was ergibt|was ergeben|wie viel ergibt|wie viel macht|was macht) [das ergebnis von|die|das] {asked:expression}',
    '(berechne|rechne|bestimme|rechne aus) [das ergebnis von|die] [:] {told:expression}',
    'rechne {told:expression} aus',
  ],
  'numbers.percent_of': ['<what> {percent} von {number}'],
  'numbers.what_percent': [
    '(wie viel|wieviel) prozent von {whole:number} (sind|ist) {part:number}',
    '{part:number} (sind|ist) (wie viel|wieviel) prozent von {whole:number}',
    '(wie viel|wieviel) prozent (sind|ist) {part:number} von {whole:number}',
  ],
  'numbers.percent_change': [
    '<what> [die] (prozentuale änderung|prozentuale veränderung|änderung in prozent|veränderung in prozent) von {from:number} (auf|zu) {to:number}',
  ],
  'numbers.percent_more': ['(erhöhe|steigere) {number} um {percent}'],
  'numbers.percent_less': ['(verringere|senke|reduziere|vermindere) {number} um {percent}'],
  'numbers.statistics': [
    '<what> [der|die|das|den] {statistic} (von|aus|der zahlen|dieser zahlen) [:] {numbers}',
    '{statistic} : {numbers}',
  ],
  'units.convert': [
    '[was sind|was ist|wie viel sind|wie viel ist|wieviel sind|wieviel ist] {quantity} in {unit}',
    '(rechne|konvertiere|wandle) {quantity} in {unit} [um]',
    '<many> {unit} (sind|ist|hat|haben) {quantity}',
    '{quantity} (sind|ist) <many> {unit}',
  ],
  'dates.business_add': [
    '(welcher tag|welches datum|was) <is> [in] {integer} <workdays> {side} {date}',
    '{integer} <workdays> {side} {date}',
    '(welcher tag|welches datum) <is> [es] in {integer} <workdays>',
  ],
  'dates.business_between': [
    '<many> <workdays> (sind es|liegen|gibt es|sind) (zwischen|von|vom) {from:date} (und|bis|bis zum) {to:date}',
  ],
  'dates.quarter': [
    '(in welchem quartal|welches quartal) (liegt|ist|war) {date}',
    'welches quartal (ist|haben wir) [heute|jetzt]',
  ],
  'dates.week_days': [
    '(welche tage|von wann bis wann) (sind|ist|geht|umfasst|hat) [in] [die] (kalenderwoche|kw) {week:integer} [von|im jahr] {year:integer}',
    'wann (ist|war|beginnt|begann) [die] (kalenderwoche|kw) {week:integer} [von|im jahr] {year:integer}',
  ],
  'dates.age': [
    'wie alt (ist|wäre|bin ich) (jemand , der|wer|jemand der|wenn ich) am {from:date} geboren (ist|wurde|bin|wird)',
    'ich (bin|wurde) am {from:date} geboren [,|.] wie alt bin ich [heute|jetzt]',
  ],
  'dates.difference': [
    '<many> {date_unit} (sind es|liegen|vergehen|sind|vergingen) (zwischen|von|vom) {from:date} (und|bis|bis zum) {to:date}',
    '<many> {date_unit} (zwischen|von|vom) {from:date} (und|bis|bis zum) {to:date}',
  ],
  'dates.until': [
    '<many> {date_unit} [sind es|sind es noch|dauert es|noch|bleiben] (bis|bis zum|bis zu) {to:date}',
    'wie lange [ist es|dauert es] [noch] (bis|bis zum|bis zu) {to:date}',
  ],
  'dates.since': [
    '<many> {date_unit} (sind seit|sind es seit|vergingen seit|sind vergangen seit|ist es her seit) {from:date} [vergangen]',
  ],
  'dates.add': [
    '(welches datum|welcher tag) <is> [es] {date_expression}',
    '(was ist|) das datum {date_expression}',
    'wann <is> {date_expression}',
  ],
  'dates.count_days': [
    '<many> {day_kind} (hat|hatte|gibt es im|gibt es in|sind im|gab es im|sind es im) [der] {period}',
    '<many> {day_kind} (hat|gibt es im|sind im) (jahr|das jahr) {period}',
  ],
  'dates.weekday': [
    '(welcher wochentag|was für ein wochentag|was für ein tag) (ist|war|wird) {date}',
    '(auf welchen wochentag|auf welchen tag) (fällt|fiel) {date}',
    '(an welchem wochentag) (ist|war) {date}',
  ],
  'dates.today': [
    '(welches datum|welcher tag) (ist|haben wir) [heute|jetzt]',
    '(was ist|welches ist) das heutige datum',
    '(den wievielten|welchen tag) haben wir [heute]',
  ],
  'dates.week': [
    '(welche kalenderwoche|welche kw) (ist|haben wir|ist es) [heute|jetzt]',
    '(in welcher kalenderwoche|in welcher kw|welche kalenderwoche|welche kw) (liegt|ist|war|hat) {date}',
  ],
  'dates.time_there': [
    '(wie spät|wie viel uhr|wieviel uhr) ist es [jetzt|gerade] in {zone} [jetzt|gerade]',
    '(wie ist die|aktuelle) uhrzeit in {zone}',
  ],
  'dates.convert_time': [
    '(wie viel uhr|wieviel uhr|wie spät) ist es in {to:zone} , wenn es in {from:zone} {time} ist',
    '{time} in {from:zone} (ist|sind) (wie viel uhr|wieviel uhr) in {to:zone}',
  ],
};
