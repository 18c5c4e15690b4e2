/** The filter language's front door: a text in, a test or errors for people out. Pure. */
import { compileFilter } from './compile-filter.ts';
import { parseTree } from './parse-tree.ts';
import { participantLanguage } from './participant-language.ts';
import type { FilterLanguage, ParsedFilter } from './types.ts';

/** Reads a filter; an empty one lets everybody pass. Never throws, whatever the text. */
export function parseFilter(text: string, language: FilterLanguage = participantLanguage): ParsedFilter {
  const parsed = parseTree(text, language);
  if ('errors' in parsed) return { ok: false, errors: parsed.errors };
  return { ok: true, filter: compileFilter(parsed.tree, language), ast: parsed.tree };
}
