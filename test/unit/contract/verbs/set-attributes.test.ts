import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyAttributes, countAttributeBytes, setAttributes } from '#contract/verbs/set-attributes';
import { makePerson } from './facts.ts';

type Attributes = Record<string, string>;

const plan = (changes: Attributes, base: Attributes, theirs: Attributes = base) =>
  setAttributes.plan({ identity: 'ada', changes, base }, makePerson({ attributes: theirs }));

describe('what is written', () => {
  test('is only what changes: equal values and unknown deletions are left out', () => {
    const planned = plan({ team: 'red', hand: '', role: 'host', gone: '' }, { team: 'red', hand: '1' });
    expect(planned.write?.attributes).toEqual({ hand: '', role: 'host' });
    expect(planned.fields).toEqual(['attr.hand', 'attr.role']);
    expect(planned.target).toMatchObject({ before: '{"hand":"1"}', after: '{"hand":"","role":"host"}' });
  });

  test('is nothing where all is so already, even if the draft started elsewhere', () => {
    expect(plan({ team: 'red' }, { team: 'blue' }, { team: 'red' }).target.disposition).toBe('already');
    expect(plan({ gone: '' }, {}).target.disposition).toBe('already');
    expect(plan({}, {}).target.disposition).toBe('already');
  });

  test('keys like __proto__ and the empty one are keys like others', () => {
    const changes = JSON.parse('{"__proto__":"x","":"y"}') as Attributes;
    const planned = plan(changes, {});
    expect(Object.keys(planned.write?.attributes ?? {}).toSorted()).toEqual(['', '__proto__']);
    expect(planned.warnings.join(' ')).toMatch(/key is empty/);
  });

  test.each(['lk.agent.state', 'lktest.x', 'sip.phoneNumber', 'ingress.type'])('reserved key %s warns', (key) => {
    expect(plan({ [key]: 'x' }, {}).warnings.join(' ')).toContain(key);
    expect(plan({ [key.replace('.', '')]: 'x' }, {}).warnings).toEqual([]);
  });

  test('broken characters in keys or values are refused', () => {
    expect(plan({ a: '\udc00' }, {}).target.error?.code).toBe('invalid_request');
    expect(plan({ '\ud800': 'a' }, {}).target.error?.code).toBe('invalid_request');
  });
});

describe('the total', () => {
  const half = 'x'.repeat(40_000);
  test('above 64 KiB over all keys is refused, though each request alone would pass', () => {
    expect(plan({ second: half }, { first: half }).target.error?.code).toBe('limit_exceeded');
  });
  test('counts keys and bytes, to the byte', () => {
    const fit = 'x'.repeat(65_536 - 'key'.length);
    expect(plan({ key: fit }, {}).target.disposition).toBe('change');
    expect(plan({ key: `${fit}x` }, {}).target.disposition).toBe('refuse');
  });
  test('may be exceeded still while it shrinks, with a warning', () => {
    const planned = plan({ third: '' }, { first: half, second: half, third: half });
    expect(planned.target.disposition).toBe('change');
    expect(planned.warnings.join(' ')).toMatch(/still take/);
  });
  test('replacing a large value by one as large is fine', () => {
    expect(plan({ first: 'y'.repeat(40_000) }, { first: half }).target.disposition).toBe('change');
  });
});

describe('another writer', () => {
  test('of another key is no conflict', () => {
    expect(plan({ hand: '1' }, { team: 'red' }, { team: 'blue' }).target.disposition).toBe('change');
  });
  test('of the same key is one, also by deleting or adding it', () => {
    for (const [base, theirs] of [
      [{ team: 'red' }, { team: 'blue' }],
      [{ team: 'red' }, {}],
      [{}, { team: 'blue' }],
    ] as [Attributes, Attributes][]) {
      const planned = plan({ team: 'green' }, base, theirs);
      expect(planned.target).toMatchObject({
        disposition: 'conflict',
        conflict: { base: JSON.stringify(base), theirs: JSON.stringify(theirs), mine: '{"team":"green"}' },
      });
      expect(planned.write).toBeUndefined();
    }
  });
  test('of a JSON value in the same key is offered merged', () => {
    const planned = plan({ seat: '{"row":2,"no":1}' }, { seat: '{"row":1,"no":1}' }, { seat: '{"row":1,"no":9}' });
    expect(planned.target.conflict?.merged).toBe(JSON.stringify({ seat: '{"row":2,"no":9}' }));
  });
});

const anyAttributes = fc.dictionary(fc.string({ maxLength: 6 }), fc.string({ minLength: 1, maxLength: 6 }));
const anyChanges = fc.dictionary(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }));

test('the inverse brings back what was there, key by key', () => {
  fc.assert(
    fc.property(anyAttributes, anyChanges, (attributes, changes) => {
      const before = makePerson({ attributes });
      const parameters = { identity: 'ada', changes, base: attributes };
      const planned = setAttributes.plan(parameters, before);
      if (!planned.write) return;
      const after = makePerson({ attributes: applyAttributes(attributes, planned.write.attributes) });
      const applied = { parameters, before, write: planned.write };
      expect(setAttributes.observe(applied, after).kind).toBe('seen');
      expect(setAttributes.observe(applied, before).kind).toBe('unchanged');
      const inverse = setAttributes.invert(applied);
      if (inverse?.verb !== 'participant.set-attributes') throw new Error('no way back');
      const back = setAttributes.plan(inverse.parameters, after);
      expect(applyAttributes(after.attributes, back.write?.attributes ?? {})).toEqual(attributes);
    }),
  );
});

test('bytes are those of UTF-8', () => {
  expect(countAttributeBytes({ é: '😀', a: '' })).toBe(2 + 4 + 1);
});
