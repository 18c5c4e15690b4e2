import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeFilter, type FilterCatalogue } from '#contract/filter/complete-filter';
import { createComparison } from '#contract/filter/compare-value';
import { findFieldByName } from '#contract/filter/field-names';
import { participantLanguage } from '#contract/filter/participant-language';
import { parseFilter } from '#contract/filter/parse-filter';

const values: Record<string, { value: string | boolean | null; count: number }[]> = {
  kind: [
    { value: 'standard', count: 20 },
    { value: 'agent', count: 2 },
    { value: 'sip', count: 1 },
  ],
  mic: [
    { value: null, count: 15 },
    { value: 'live', count: 8 },
  ],
  'attr.team': [
    { value: 'red', count: 9 },
    { value: 'two words', count: 3 },
  ],
  'attr."sip.h.x"': [{ value: 'a\u202eb', count: 1 }],
  quality: [{ value: 'good', count: 4 }],
};
const holders: Readonly<Record<string, number>> = {
  identity: 23,
  kind: 23,
  joined: 23,
  mic: 8,
  quality: 4,
  'can.publish': 20,
  'can.mic': 20,
  'attr.team': 12,
  'attr."sip.h.x"': 1,
};
const catalogue: FilterCatalogue = {
  fields: () => [
    { name: 'identity', sample: 'anna' },
    { name: 'kind', sample: 'person' },
    { name: 'joined' },
    { name: 'mic' },
    { name: 'quality' },
    { name: 'can.publish' },
    { name: 'can.mic' },
    { name: 'attr.team', sample: 'red' },
    { name: 'attr."sip.h.x"' },
  ],
  values: (field) => values[field] ?? [],
  facetFields: () => ['kind', 'attr.team'],
  count(term) {
    if (term.kind === 'is') return term.name === 'hidden' ? 3 : 0;
    if (term.kind !== 'compare') return 'field' in term ? holders[term.field] : undefined;
    const made = createComparison(findFieldByName(term.field, participantLanguage)!, term.sign, term.pattern);
    if (!('test' in made)) return undefined;
    const found = (values[term.field] ?? []).filter(({ value }) => made.test(value, 0) === true);
    return found.reduce((sum, { count }) => sum + count, 0);
  },
};

/** The caret stands where | is. */
function complete(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completeFilter(text, caret, catalogue);
  const labels = found.items.map(({ label, count }) => (count === undefined ? label : `${label} ${count}`));
  const first = found.items[0];
  const accepted = first && text.slice(0, found.from) + first.text + text.slice(found.to);
  return { labels, accepted, isAsked: found.isAsked, isHalfName: found.isHalfName };
}

describe('completeFilter', () => {
  it('offers fields for a word that begins like one, and questions and values like it', () => {
    expect(complete('ki|')).toMatchObject({ labels: ['kind 23'], accepted: 'kind:', isAsked: true });
    expect(complete('red|')).toMatchObject({ labels: ['attr.team=red 9'], accepted: 'attr.team=red ', isAsked: false });
    expect(complete('hid|').labels).toEqual(['is:hidden 3']);
    expect(complete('te|').labels).toContain('attr.team 12');
    expect(complete('a|')).toMatchObject({ isAsked: false });
  });

  it('offers the beginnings where nothing is typed, for those who ask', () => {
    const { labels, isAsked } = complete('anna |');
    expect(isAsked).toBe(false);
    expect(labels.slice(0, 4)).toEqual(['is:', 'has:', 'unknown:', 'identity 23']);
  });

  it('offers the fields of a group behind its dot', () => {
    expect(complete('x (can.|').labels).toEqual(['can.publish 20', 'can.mic 20']);
    expect(complete('!can.m|')).toMatchObject({ labels: ['can.mic 20'], accepted: '!can.mic ' });
    expect(complete('attr.|').labels).toEqual(['attr.team 12', 'attr."sip.h.x" 1']);
    expect(complete('attr.sip|')).toMatchObject({ accepted: 'attr."sip.h.x"=' });
    expect(complete('has:at|')).toMatchObject({ accepted: 'has:attr.team ' });
    expect(complete('has:|').labels).toHaveLength(9);
  });

  it('tells a name that is only begun from one that is there, and from one that nobody has', () => {
    expect(complete('attr.te|').isHalfName).toBe(true);
    expect(complete('attr.team|').isHalfName).toBe(false);
    expect(complete('attr.zzz|').isHalfName).toBe(false);
    expect(complete('ki|').isHalfName, 'a word may be looked for').toBe(false);
  });

  it('offers a field’s values with counts, the words that nobody has last', () => {
    expect(complete('kind:|').labels).toEqual([
      'person 20',
      'agent 2',
      'phone 1',
      'ingress 0',
      'recorder 0',
      'connector 0',
      'bridge 0',
      'none 0',
    ]);
    expect(complete('kind:ag|')).toMatchObject({ labels: ['agent 2'], accepted: 'kind:agent ' });
    expect(complete('mic:|').labels).toEqual(['none 15', 'on 8', 'off 0']);
    expect(complete('attr.team=tw|')).toMatchObject({ accepted: 'attr.team="two words" ' });
    expect(complete('attr.team="two w|').labels).toContain('two words 3');
    expect(complete('attr."sip.h.x"=|')).toMatchObject({ accepted: 'attr."sip.h.x"="a\\u202eb" ' });
    expect(complete('quality<|').labels).toEqual(['good 0', 'lost 0', 'poor 0', 'excellent 4']);
    expect(complete('joined<|').labels).toEqual(['30s', '1m', '5m', '10m', '1h']);
    expect(complete('is:hi|')).toMatchObject({ labels: ['is:hidden 3'], accepted: 'is:hidden ' });
  });

  it('takes the place of the whole word that the caret stands in', () => {
    expect(complete('x kind:a|gnt mic:on').accepted).toBe('x kind:agent mic:on');
  });

  it('offers nothing in quotes, in expressions, behind brackets, and of what is typed out', () => {
    for (const text of ['"ki|', '"kind"|', '/ki|', '/ki/|', '(a)|', 'a or|', 'name:/a|/', 'kind:agent|']) {
      expect(complete(text).labels, text).toEqual([]);
    }
  });

  it('makes texts that are filters, wherever the caret stands', () => {
    const piece = fc.constantFrom(
      'ki',
      'kind:',
      'a',
      'attr.',
      'team',
      '=',
      '"',
      '(',
      ')',
      ' ',
      '!',
      'or',
      'is:',
      '<',
      '/',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(30), (parts, place) => {
        const text = parts.join('');
        const caret = Math.min(place, text.length);
        const { from, to, items } = completeFilter(text, caret, catalogue);
        expect(from).toBeLessThanOrEqual(caret);
        expect(to).toBeGreaterThanOrEqual(caret);
        if (!parseFilter(text.slice(0, from)).ok || !parseFilter(text.slice(to)).ok) return;
        for (const item of items.filter(({ kind }) => kind === 'value' || kind === 'question')) {
          expect(parseFilter(`${text.slice(0, from)}${item.text}`).ok, text).toBe(true);
        }
      }),
    );
  });
});
