// The server's rules of search for the filters of a page, which narrow while the reader
// types. Package textsearch explains the rules. rules.json holds its word lists, and
// the tests of both sides check verdicts.json.
import rules from './rules.json' with { type: 'json' };

interface Word {
  text: string; // without case and diacritics
  own: string; // with its diacritics, wherever they stand in the word
}

const zeroWidth = /[\u200b\u200c\u200d\u2060\ufeff]/u;
const partOfWord = /[\p{M}\p{Cf}]/u;

// wordsOf cuts a text into words.
function wordsOf(text: string): Word[] {
  const out: Word[] = [];
  let letters = '';
  let marks: string[] = [];
  const finish = () => {
    if (letters) out.push(word(letters, marks));
    letters = '';
    marks = [];
  };
  for (const char of text.normalize('NFKC').toLowerCase()) {
    if (zeroWidth.test(char) || !/[\p{L}\p{Nd}\p{M}\p{Cf}]/u.test(char)) finish();
    else if (!partOfWord.test(char)) {
      const [base = '', ...rest] = [...char.normalize('NFD')];
      const barred = 'đðɖ'.includes(base);
      const composed = rest.some((part) => !/\p{M}/u.test(part)); // as in Hangul
      letters += barred ? 'd' : composed ? char : base;
      marks.push(...(barred ? ['đ'] : composed ? [] : rest));
    }
  }
  finish();
  return out;
}

// word writes i for a y that may be spelt either way: xử lý, quy định.
function word(letters: string, marks: string[]): Word {
  const text = letters.replace(/^([hklmstv]|qu)y/, '$1i');
  return { text, own: text + marks.toSorted().join('') };
}

const joined = (words: Word[]) => words.map(({ text }) => text).join(' ');
const joinedOwn = (words: Word[]) => words.map(({ own }) => own).join(' ');

// partsOf splits a compound name into the parts that initials stand for.
function partsOf(name: string): string[] {
  const parts = name.split(/\s*[,&–-]\s*|\s+và\s+/).flatMap((part) => {
    const words = part.trim().split(/\s+/);
    return words.length === 4 ? [words.slice(0, 2).join(' '), words.slice(2).join(' ')] : [words.join(' ')];
  });
  return parts.length > 4 ? [] : parts;
}

const initials = (text: string) => Array.from(text.split(/\s+/), ([first]) => first).join('');

interface Way {
  text: string;
  shortened: boolean;
  beginsShort: boolean;
  endsShort: boolean;
}

// waysToWrite lists all ways to write a compound name: Kế hoạch và ĐT, KH-ĐT, KHĐT.
function waysToWrite(name: string): Way[] {
  const forms = partsOf(name).map((part) => [
    { text: part, short: false },
    ...(part.includes(' ') ? [{ text: initials(part), short: true }] : []),
  ]);
  const [first = [], ...rest] = forms;
  let out: Way[] = first.map(({ text, short }) => ({ text, shortened: short, beginsShort: short, endsShort: short }));
  for (const part of rest) {
    out = out.flatMap((way) =>
      part.flatMap(({ text, short }) =>
        [' ', ' và ', ...(short && way.endsShort ? ['', 'và'] : [])].map((between) => ({
          text: way.text + between + text,
          shortened: way.shortened || short,
          beginsShort: way.beginsShort,
          endsShort: short,
        })),
      ),
    );
  }
  return out;
}

interface Meaning {
  key: Word[];
  full: Word[] | null; // null when there are several
  ruled: boolean;
}

// phrases are the abbreviations that stand for a full form; fullForms are what they stand for.
const phrases = new Map<string, Meaning>();
const fullForms = new Map<string, Word[]>();

const syllable =
  /^(b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?([aeiou][aeiou]?[iouy]?(ch?|m|ng?|nh|p|t)?|y|ye[mnu](g|h)?)$/;

function mayBeRead(key: Word[], full: Word[]): boolean {
  return key.some(({ text }) => text !== 'va' && syllable.test(text) && !full.some((other) => other.text === text));
}

function addRuled(text: string, full: Word[]): void {
  const key = wordsOf(text);
  const known = phrases.get(joined(key));
  if (mayBeRead(key, full) || (known && !known.ruled)) return;
  const same = !known || (known.full && joinedOwn(known.full) === joinedOwn(full));
  phrases.set(joined(key), { key, full: same ? full : null, ruled: true });
}

for (const [full = '', ...others] of rules.abbreviations) {
  const words = wordsOf(full);
  fullForms.set(joined(words), words);
  for (const other of others) {
    const key = wordsOf(other);
    phrases.set(joined(key), { key, full: words, ruled: false });
  }
}
for (const field of rules.fields) {
  const words = wordsOf(field);
  if (partsOf(field).length > 1) {
    fullForms.set(joined(words), words);
    for (const way of waysToWrite(field)) if (way.shortened) addRuled(way.text, words);
  }
  for (const head of rules.heads) {
    const body = wordsOf(`${head} ${field}`);
    for (const way of waysToWrite(field)) {
      if (!way.shortened && partsOf(field).length === 1) continue;
      addRuled(`${head} ${way.text}`, body);
      if (way.beginsShort) addRuled(initials(head) + way.text, body);
    }
  }
}

const longest = Math.max(...[...phrases.keys(), ...fullForms.keys()].map((key) => key.split(' ').length));

// agrees tells whether words have no diacritics other than those of a phrase.
function agrees(key: Word[], words: Word[]): boolean {
  return key.every(({ own }, i) => words[i]!.own === words[i]!.text || words[i]!.own === own);
}

// spelledOut replaces abbreviations by their full forms.
function spelledOut(words: Word[]): Word[] {
  const out: Word[] = [];
  for (let start = 0; start < words.length;) {
    const length = phraseLength(words.slice(start, start + longest), (key, part) => {
      const found = phrases.get(key);
      return Boolean(found?.full && (!found.ruled || agrees(found.key, part)));
    });
    out.push(...(length ? phrases.get(joined(words.slice(start, start + length)))!.full! : [words[start]!]));
    start += length || 1;
  }
  return out;
}

// phraseLength counts the words of the longest known phrase at the beginning of words;
// 0 when they begin with none.
function phraseLength(words: Word[], known: (key: string, part: Word[]) => boolean): number {
  for (let length = words.length; length > 0; length--) {
    const part = words.slice(0, length);
    if (known(joined(part), part)) return length;
  }
  return 0;
}

interface Group {
  text: string;
  or: string | null; // a text that matches as well
  vietnamese: boolean; // it has diacritics, so that it is no English word
}

function groupsOf(typed: string): Group[] {
  const words = spelledOut(wordsOf([...typed].slice(0, 2000).join('')));
  const found: Word[][] = [];
  for (let start = 0; start < words.length && found.length < 16;) {
    const length = phraseLength(words.slice(start, start + longest), (key) => fullForms.has(key)) || 1;
    found.push(words.slice(start, start + length));
    start += length;
  }
  return found.map((part, i) => {
    // SideBySide others a word spelt with either vowel is whole, unless it is the last
    // one, right after the word before it.
    const whole = found.length > 1 && part.length === 1 && /^([hklmstv]|qu)i$/.test(joined(part));
    const unfinished = whole && i === found.length - 1;
    return {
      text: ` ${joined(part)}${whole ? ' ' : ''}`,
      or: unfinished ? ` ${joined([...found[i - 1]!, ...part])}` : null,
      vietnamese: part.length === 1 && joinedOwn(part) !== joined(part),
    };
  });
}

// haystack returns a text in the form that is searched: as written, and spelled out.
// It is cached, because every typed letter searches all texts of a page again.
function haystack(text: string): string {
  const known = haystacks.get(text);
  if (known) return known;
  const words = wordsOf(text);
  const made = ` ${joined(words)} | ${joined(spelledOut(words))} |`;
  haystacks.set(text, made);
  return made;
}

const haystacks = new Map<string, string>();

export interface Titles {
  vietnamese: readonly string[];
  english?: readonly string[];
}

// finder returns the predicate for titles that contain every typed word, or its
// beginning. A text without words matches everything.
export function finder(typed: string): (titles: Titles) => boolean {
  const groups = groupsOf(typed);
  return ({ vietnamese, english = [] }) => {
    if (groups.length === 0) return true;
    const own = vietnamese.map(haystack).join('');
    const other = english.map(haystack).join('');
    const isIn = (text: string, group: Group) =>
      text.includes(group.text) || (group.or !== null && text.includes(group.or));
    return groups.every((group) => isIn(own, group) || (!group.vietnamese && isIn(other, group)));
  };
}

// provinceNames lists the names under which a province is found.
export function provinceNames(name: string): string[] {
  const others: Record<string, string[]> = rules.otherNames;
  return [name, ...(others[name] ?? [])].flatMap((base) => {
    const letters = initials(base.replaceAll('-', ' ').replace(/\s+/g, ' '));
    return [
      base,
      `${rules.cities.includes(base) ? 'thành phố' : 'tỉnh'} ${base}`,
      ...spellings(base).flatMap((one) => [one, one.replaceAll(' ', ''), one.replace(/[ -]/g, '')]),
      ...(partsOf(base).length > 1 ? waysToWrite(base).map(({ text }) => text) : []),
      ...(letters.length > 2 || (letters.length > 1 && !syllable.test(joined(wordsOf(letters)))) ? [letters] : []),
    ];
  });
}

// spellings writes a name with k and with c in each of its words: Đắk Lắk, Đắc Lắc.
function spellings(name: string): string[] {
  return name.split(/\s+/).reduce<string[]>(
    (begun, part, i) => {
      const other = part.replace(/k(?![eêiy])/g, 'c').replace(/K(?![eêiy])/g, 'C');
      return begun.flatMap((text) => [...new Set([part, other])].map((one) => (i > 0 ? `${text} ${one}` : one)));
    },
    [''],
  );
}
