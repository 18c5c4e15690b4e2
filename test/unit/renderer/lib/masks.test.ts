import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMasks, findMaskFault, maskedText } from '#renderer/lib/masks.ts';
import { makeFacts } from '../room/facts.ts';

const metadata = '{"contact":{"phone":"123","city":"Leeds"},"id":9007199254740993,"tags":["a",{"phone":"9"}]}';

describe('compileMasks', () => {
  it('hides attributes by key, with stars and in quotes, and leaves the others', () => {
    const masks = compileMasks(['attr.email', 'attr."sip.*"', 'attr.tok*n']);
    const hidden = ['attr.email', 'attr."sip.h.x"', 'attr.token', 'attr.tokn'];
    for (const field of hidden) expect(masks.maskCell(field, 'x'), field).toBe(maskedText);
    for (const field of ['attr.Email', 'attr.emails', 'name', 'attr."xsip.h"']) {
      expect(masks.maskCell(field, 'x'), field).toBe('x');
    }
  });

  it('tells what is not there as it is', () => {
    const masks = compileMasks(['attr.email']);
    expect([masks.maskCell('attr.email', null), masks.maskCell('attr.email', undefined)]).toEqual([null, undefined]);
  });

  it('hides paths of metadata and all below them, and leaves the rest as it is spelled', () => {
    const masks = compileMasks(['meta.contact.phone', 'meta.*.*.phone']);
    expect(masks.maskCell('metadata', metadata)).toBe(
      metadata.replace('"123"', '"[masked]"').replace('"9"', '"[masked]"'),
    );
    expect(masks.maskCell('meta.contact.phone', '123')).toBe(maskedText);
    expect(masks.maskCell('meta.contact.city', 'Leeds')).toBe('Leeds');
    expect(masks.maskCell('meta.contact', '{"phone":"123","city":"Leeds"}')).toBe(
      '{"phone":"[masked]","city":"Leeds"}',
    );
    expect(compileMasks(['meta.contact']).maskCell('metadata', metadata)).not.toContain('Leeds');
    expect(masks.maskCell('metadata', 'phone 123, no JSON')).toBe(maskedText);
    expect(compileMasks(['metadata']).maskCell('meta.contact.city', 'Leeds')).toBe(maskedText);
  });

  it('hides plain fields and the same in a person’s facts', () => {
    const facts = makeFacts('ada', { attributes: { email: 'a@b', team: 'red' }, metadata, name: 'Ada' });
    const told = compileMasks(['name', 'attr.email', 'meta.contact']).maskPerson(facts);
    expect(told).toMatchObject({ identity: 'ada', name: maskedText, attributes: { email: maskedText, team: 'red' } });
    expect(told.metadata).not.toContain('123');
    expect(compileMasks([]).maskPerson(facts)).toBe(facts);
    expect(compileMasks([]).isEmpty).toBe(true);
  });

  it('takes no longer for many stars', () => {
    const masks = compileMasks([`attr.${'*a'.repeat(140)}`]);
    expect(masks.maskCell('attr.k', 'x')).toBe('x');
    expect(masks.maskCell(`attr.${'a'.repeat(5_000)}`, 'x')).toBe(maskedText);
  });

  it('hides a path that is too long to be read, and every part of a long list in one go', () => {
    const long = `meta.${'a'.repeat(310)}`;
    expect(compileMasks(['metadata']).maskCell(long, 'secret')).toBe(maskedText);
    expect(compileMasks(['meta.x']).maskCell(long, 'secret')).toBe(maskedText);
    expect(compileMasks(['name']).maskCell(long, 'plain'), 'the control').toBe('plain');
    const list = `{"a":[${Array.from({ length: 30_000 }, () => 1).join(',')}]}`;
    expect(compileMasks(['meta.a.*']).maskCell('metadata', list)).not.toMatch(/[[,]1/);
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(compileMasks(['meta.b']).maskCell('metadata', deep)).toBe(deep);
  });

  it('never leaves a hidden value in any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string({ minLength: 1 }), (value, key) => {
        const text = JSON.stringify({ a: value, [key]: 'SECRET-4711', b: [{ [key]: 'SECRET-4711' }] });
        const masks = compileMasks([`meta[${JSON.stringify(key)}]`, `meta.b.*[${JSON.stringify(key)}]`]);
        const told = String(masks.maskCell('metadata', text));
        return !told.includes('SECRET-4711') && JSON.parse(told) !== undefined;
      }),
    );
  });
});

it('says of a mask that it cannot be understood', () => {
  for (const mask of ['attr.', 'attr."x', 'meta.', 'meta[x]', '', 'a b'])
    expect(findMaskFault(mask), mask).toBeDefined();
  const unknown = ['email', 'meta', 'attr', 'metadata.contact', 'attributes.email', 'Name', 'Meta.a'];
  for (const mask of unknown) expect(findMaskFault(mask), mask).toBeDefined();
  for (const mask of ['attr.*', 'meta.a["b.c"].*', 'name', 'can.*', '*'])
    expect(findMaskFault(mask), mask).toBeUndefined();
});
