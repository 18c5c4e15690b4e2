/** Whom this window's server protects, live; until its preferences are read nobody is taken for unprotected. */
import { useMemo } from 'react';
import { usePreferences } from '../preferences-store.ts';
import { compileProtection, type Protection } from './protection.ts';

export function useProtection(): Protection {
  const isRead = usePreferences((kept) => kept.isRead);
  const filter = usePreferences(({ preferences }) => preferences.protected);
  const own = usePreferences(({ preferences }) => preferences.own);
  return useMemo(() => compileProtection(isRead ? { protected: filter, own } : undefined), [isRead, filter, own]);
}
