/** The Morse code of ITU-R M.1677-1: letters, digits and signs. */
export const MORSE: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'A.- B-... C-.-. D-.. E. F..-. G--. H.... I.. J.--- K-.- L.-.. M-- N-. O--- P.--. Q--.- R.-. S... T- U..- V...- W.-- X-..- Y-.-- Z--.. ' +
    '1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----. 0----- ' +
    '..-.-.- ,--..-- :---... ?..--.. \'.----. --....- /-..-. (-.--. )-.--.- ".-..-. =-...- +.-.-. @.--.-.'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 1), entry.slice(1)]),
);
