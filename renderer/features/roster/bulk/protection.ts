/** Who is protected on this server, and who the moderator is: read from its preferences. Pure. */
import type { RosterPreferences } from '#contract/domain/roster-preferences';
import { parseFilter } from '#contract/filter/parse-filter';
import type { CompiledFilter } from '#contract/filter/types';

export interface Protection {
  /** Unknown where the filter asks for what is not known, or is itself not known or wrong: then nobody is taken for unprotected. */
  test: CompiledFilter['test'];
  own: ReadonlySet<string>;
}

/** @param preferences undefined while they are not read yet */
export function compileProtection(preferences: Pick<RosterPreferences, 'protected' | 'own'> | undefined): Protection {
  const own = new Set(preferences?.own);
  if (!preferences) return { test: () => undefined, own };
  const text = preferences.protected ?? '';
  const parsed = parseFilter(text);
  if (!parsed.ok) return { test: () => undefined, own };
  // An empty filter lets everybody pass; as protection it means nobody.
  return { test: parsed.filter.columns.size === 0 ? () => false : parsed.filter.test, own };
}
