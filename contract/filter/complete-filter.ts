/** What may come next where somebody types: fields, values with their counts, questions. It knows rows only through a catalogue. Pure. */
import type { CellValue } from '#contract/cell-value';
import { combineFilter, createValueTerm, maxCombinedCharacters } from './combine-filter.ts';
import { createComparison, listWords } from './compare-value.ts';
import { findField, findFieldByName, type WrittenName } from './field-names.ts';
import { cutFilter, type Token } from './lexer.ts';
import { participantLanguage } from './participant-language.ts';
import { spellUnseen, writeValue } from './quote.ts';
import type { ComparisonSign, FilterField, FilterLanguage, FilterNode } from './types.ts';
import { findWord, hasNoneWord } from './value-word.ts';

export interface CatalogueField {
  readonly name: string;
  /** What one of them has. */
  readonly sample?: string;
}

export interface CatalogueValue {
  readonly value: CellValue;
  readonly count: number;
}

/** What the rows hold that are there now. */
export interface FilterCatalogue {
  /** Fields worth offering, in the order in which they are offered. */
  fields(): readonly CatalogueField[];
  /** The commonest values of a field. */
  values(field: string): readonly CatalogueValue[];
  /** Fields of which few values are held by many rows. */
  facetFields(): readonly string[];
  /** How many rows a filter of this one term would show; undefined where that is not known at once. */
  count(term: FilterNode): number | undefined;
}

export interface Completion {
  readonly kind: 'field' | 'value' | 'question' | 'word';
  /** Goes into the place. */
  readonly text: string;
  /** What the list shows; may come from a room. */
  readonly label: string;
  readonly detail?: string;
  readonly count?: number;
  /** More has to follow, so the list stays open. */
  readonly isBegun: boolean;
}

/** What it would ask, for the number beside it: counted only of what is offered. */
type Offer = Omit<Completion, 'count'> & { readonly term?: FilterNode };

export interface Completions {
  /** The part of the text that a completion takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
  /** The text before the caret asks for them; else they are only for those who ask. */
  readonly isAsked: boolean;
  /** What is typed is the beginning of a name, and no name yet: to look for it would find nobody. */
  readonly isHalfName: boolean;
}

const maxItems = 12;
/** Of a word that may be meant as one, fields are offered from here on. */
const minWordCharacters = 2;
const ages = ['30s', '1m', '5m', '10m', '1h'];

/** What the text up to the caret ends in. */
interface Context {
  from: number;
  typed: string;
  isAsked: boolean;
  isHalfName?: boolean;
  list(typed: string): Offer[];
}

/** Completions at a caret, best first. */
export function completeFilter(
  text: string,
  caret: number,
  catalogue: FilterCatalogue,
  language: FilterLanguage = participantLanguage,
): Completions {
  const nothing: Completions = { from: caret, to: caret, items: [], isAsked: false, isHalfName: false };
  const tokens = cutFilter(text.slice(0, caret), language);
  const last = tokens.at(-1);
  const isTouched = last !== undefined && last.at + last.length === caret;
  const context = isTouched ? readContext(last, caret, catalogue, language) : begin(caret, catalogue, language);
  if (!context) return nothing;
  const offers = context.list(context.typed.toLowerCase()).slice(0, maxItems);
  const items = offers.map((offer) => countOffer(offer, catalogue));
  const isTypedOut = items.length === 1 && items[0]?.text.trimEnd() === text.slice(context.from, caret);
  const rest = /^[^\s()"]*/.exec(text.slice(caret))?.[0].length ?? 0;
  // A completion that ends a term brings the blank behind it.
  const to = caret + rest + (text[caret + rest] === ' ' && items.every(({ isBegun }) => !isBegun) ? 1 : 0);
  const isHalfName = (context.isHalfName ?? false) && items.length > 0;
  return { from: context.from, to, items: isTypedOut ? [] : items, isAsked: context.isAsked, isHalfName };
}

function countOffer({ term, ...completion }: Offer, catalogue: FilterCatalogue): Completion {
  const count = term && catalogue.count(term);
  return count === undefined ? completion : { ...completion, count };
}

const nowhere = { at: 0, length: 0 };

function begin(caret: number, catalogue: FilterCatalogue, language: FilterLanguage): Context {
  return { from: caret, typed: '', isAsked: false, list: () => listStarts('', catalogue, language) };
}

function readContext(
  token: Token,
  caret: number,
  catalogue: FilterCatalogue,
  language: FilterLanguage,
): Context | undefined {
  switch (token.kind) {
    case 'open':
    case 'not':
      return begin(caret, catalogue, language);
    case 'and':
    case 'or':
    case 'close':
      return undefined;
    case 'words': {
      if (!('pattern' in token.value) || token.value.pattern.kind !== 'text') return undefined;
      const typed = token.value.pattern.text;
      // What stands in quotes is looked for as it is.
      if (typed.length !== token.length) return undefined;
      const list = (lower: string) => listStarts(lower, catalogue, language);
      const isAsked =
        typed.length >= minWordCharacters && listFields(typed.toLowerCase(), catalogue, 'begun').length > 0;
      return { from: token.at, typed, isAsked, list };
    }
    case 'alone':
      return readName(token.name, token.at, caret, catalogue, (field) => describeField(field, language));
    case 'ask':
      if (!token.name)
        return { from: caret, typed: '', isAsked: true, list: () => listAsked('', token.question, catalogue) };
      return readName(token.name, token.name.at, caret, catalogue, (field) => describeAsked(field, token.question));
    case 'compare':
      return readComparison(token, caret, catalogue, language);
    default:
      return token satisfies never;
  }
}

function readName(
  name: WrittenName,
  from: number,
  caret: number,
  catalogue: FilterCatalogue,
  describe: (field: CatalogueField) => Offer,
): Context {
  const typed = name.isCut ? `${name.text}.` : name.text;
  return {
    from,
    typed: from + typed.length >= caret ? typed : name.text,
    isAsked: true,
    isHalfName: catalogue.fields().every((field) => spellUnseen(field.name) !== typed),
    list: (lower) => listFields(lower, catalogue).map(describe),
  };
}

function readComparison(
  token: Extract<Token, { kind: 'compare' }>,
  caret: number,
  catalogue: FilterCatalogue,
  language: FilterLanguage,
): Context | undefined {
  const { value } = token;
  const typed = 'pattern' in value && value.pattern.kind !== 'expression' ? value.pattern.text : '';
  const isInQuotes = 'fault' in value && value.length > 0;
  if (token.name.text === 'is') {
    const list = (lower: string) => listQuestions(lower, language, '');
    return { from: value.length > 0 ? value.at : caret, typed, isAsked: true, list };
  }
  const field = findField(token.name, language);
  if (!field || ('pattern' in value && value.pattern.kind === 'expression')) return undefined;
  return {
    from: value.length > 0 ? value.at : caret,
    typed: isInQuotes ? '' : typed,
    isAsked: true,
    list: (lower) => listValues(field, token.sign, lower, catalogue),
  };
}

/** What a term can begin with: fields and questions, and values that are like what is typed. */
function listStarts(typed: string, catalogue: FilterCatalogue, language: FilterLanguage): Offer[] {
  const fields = listFields(typed, catalogue).map((field) => describeField(field, language));
  const words = ['is:', 'has:', 'unknown:']
    .filter((word) => word.startsWith(typed))
    .map((word): Offer => ({
      kind: 'word',
      text: word,
      label: word,
      detail: meanings[word] ?? '',
      isBegun: true,
    }));
  if (typed === '') return [...words, ...fields];
  const questions = typed.length < minWordCharacters ? [] : listQuestions(typed, language, 'is:');
  return [...words, ...fields.slice(0, maxItems / 2), ...questions, ...listLikeValues(typed, catalogue, language)];
}

const meanings: Readonly<Record<string, string>> = {
  'is:': 'one of a list of questions',
  'has:': 'there is something in a field',
  'unknown:': 'a field is not known',
};

function listFields(typed: string, catalogue: FilterCatalogue, which: 'like' | 'begun' = 'like'): CatalogueField[] {
  const bare = (text: string) => text.replaceAll('"', '');
  const wanted = bare(typed);
  const rank = (name: string): number => {
    const lower = bare(name.toLowerCase());
    if (lower.startsWith(wanted)) return 0;
    if (lower.includes(`.${wanted}`)) return 1;
    return lower.includes(wanted) ? 2 : 3;
  };
  const limit = which === 'begun' ? 0 : 2;
  const ranked = catalogue.fields().map((field) => ({ field, rank: rank(field.name) }));
  return ranked
    .filter((entry) => entry.rank <= limit)
    .sort((one, other) => one.rank - other.rank)
    .map(({ field }) => field);
}

/** A field with the sign that is used with it most. */
function completeField({ name }: CatalogueField, language: FilterLanguage): string {
  const field = findFieldByName(name, language);
  const written = spellUnseen(name);
  switch (field?.type) {
    case 'right':
      return `${written} `;
    case 'time':
      return `${written}<`;
    case 'number':
    case 'duration':
      return `${written}>`;
    case 'text':
      return name.startsWith('attr.') || name.startsWith('meta') ? `${written}=` : `${written}:`;
    default:
      return `${written}:`;
  }
}

/** Beside it stands how many have something there. */
function describeField(field: CatalogueField, language: FilterLanguage): Offer {
  const text = completeField(field, language);
  return describeName(field, text, { ...nowhere, kind: text.endsWith(' ') ? 'bare' : 'has', field: field.name });
}

type Question = 'has' | 'unknown';

function describeAsked(field: CatalogueField, question: Question): Offer {
  return describeName(field, `${spellUnseen(field.name)} `, { ...nowhere, kind: question, field: field.name });
}

function describeName({ name, sample }: CatalogueField, text: string, term: FilterNode): Offer {
  const detail = sample === undefined ? {} : { detail: sample };
  return { kind: 'field', text, label: name, ...detail, term, isBegun: !text.endsWith(' ') };
}

function listAsked(typed: string, question: Question, catalogue: FilterCatalogue): Offer[] {
  return listFields(typed, catalogue).map((field) => describeAsked(field, question));
}

function listQuestions(typed: string, language: FilterLanguage, prefix: string): Offer[] {
  return [...language.predicates]
    .filter(([name]) => name.startsWith(typed))
    .map(([name, { meaning }]) => ({
      kind: 'question',
      text: `${prefix}${name} `,
      label: `is:${name}`,
      detail: meaning,
      term: { ...nowhere, kind: 'is', name },
      isBegun: false,
    }));
}

function listValues(field: FilterField, sign: ComparisonSign, typed: string, catalogue: FilterCatalogue): Offer[] {
  if (field.type === 'time' || field.type === 'duration') {
    const detail = field.type === 'time' ? 'ago' : undefined;
    return ages.filter((age) => age.startsWith(typed)).map((age) => describeWord(age, detail, undefined));
  }
  const isOrder = sign.startsWith('<') || sign.startsWith('>');
  const words = new Map<string, string>();
  const offer = (word: string): void => {
    // However it is written, it finds the same.
    if (!words.has(word.toLowerCase())) words.set(word.toLowerCase(), word);
  };
  for (const { value } of catalogue.values(field.name)) {
    const word = writeOf(field, value);
    if (word !== undefined && !(isOrder && value === null)) offer(word);
  }
  // Words that nobody has now can be asked for too.
  for (const word of listOffered(field, isOrder)) offer(word);
  return [...words]
    .filter(([lower]) => lower.includes(typed))
    .sort(([one], [other]) => Number(other.startsWith(typed)) - Number(one.startsWith(typed)))
    .flatMap(([, word]) => {
      const pattern = { kind: 'text', text: word } as const;
      // What somebody has need not be a word of the language: a kind that is not known, or that is newer than this.
      if ('fault' in createComparison(field, sign, pattern)) return [];
      return [describeWord(word, undefined, { ...nowhere, kind: 'compare', field: field.name, sign, pattern })];
    });
}

/** Of words that mean the same, the one that is shown. */
function listOffered(field: FilterField, isOrder: boolean): readonly string[] {
  if (isOrder && !field.isOrdered) return [];
  if (!field.values) return listWords(field);
  const words = field.values.map((value) => writeOf(field, value) ?? value);
  return isOrder ? words : [...words, 'none'];
}

function describeWord(word: string, detail: string | undefined, term: FilterNode | undefined): Offer {
  return {
    kind: 'value',
    text: `${writeValue(word)} `,
    label: word,
    ...(detail === undefined ? {} : { detail }),
    ...(term === undefined ? {} : { term }),
    isBegun: false,
  };
}

/** Undefined for a value that no word stands for. */
function writeOf(field: FilterField, value: CellValue): string | undefined {
  if (value === undefined || value === '' || (value === null && !hasNoneWord(field))) return undefined;
  const word = findWord(field, value);
  return word.length > maxCombinedCharacters ? undefined : word;
}

/** Values of the facets that are like what is typed, as whole terms: `red` may be meant as `attr.team=red`. */
function listLikeValues(typed: string, catalogue: FilterCatalogue, language: FilterLanguage): Offer[] {
  if (typed.length < minWordCharacters) return [];
  return catalogue.facetFields().flatMap((name) => {
    const field = findFieldByName(name, language);
    if (!field) return [];
    return catalogue.values(name).flatMap(({ value }) => {
      if (writeOf(field, value)?.toLowerCase().startsWith(typed) !== true) return [];
      const term = createValueTerm(name, value, language);
      const text = combineFilter('', name, value, 'include', language);
      if (!term || text === undefined) return [];
      return [{ kind: 'value', text: `${text} `, label: text, term, isBegun: false } as const];
    });
  });
}
