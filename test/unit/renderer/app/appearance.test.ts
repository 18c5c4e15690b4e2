import { describe, expect, it } from 'vitest';
import { applyAppearance } from '#renderer/app/appearance.ts';

describe('appearance', () => {
  it('forces a theme, or leaves it to the system', () => {
    const root = { dataset: {} as DOMStringMap } as HTMLElement;
    applyAppearance({ theme: 'dark', density: 'compact' }, root);
    expect(root.dataset).toEqual({ theme: 'dark', density: 'compact' });
    applyAppearance({ theme: 'system', density: 'regular' }, root);
    expect(root.dataset).toEqual({ density: 'regular' });
  });
});
