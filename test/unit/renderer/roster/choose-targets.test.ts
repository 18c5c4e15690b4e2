/** Nobody who is marked gets lost between the marks and the plan, and nobody is in it who was not marked or is exempt unticked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWish, findWishFault, writeRequest, type BulkWish } from '#renderer/features/roster/bulk/bulk-wish.ts';
import { chooseTargets, findOutSince } from '#renderer/features/roster/bulk/choose-targets.ts';
import { compileProtection } from '#renderer/features/roster/bulk/protection.ts';
import { listExemptions } from '#renderer/features/roster/marked-people.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { CellValue } from '#renderer/table/types.ts';

const noFrames = { schedule: () => () => undefined };

interface Person {
  kind: string;
  state: string;
  role: CellValue;
  isGone: boolean;
  isTicked: boolean;
  isMarked: boolean;
}

const person: fc.Arbitrary<Person> = fc.record({
  kind: fc.constantFrom('standard', 'agent', 'egress'),
  state: fc.constantFrom('active', 'left'),
  role: fc.constantFrom<CellValue[]>('host', 'guest', null, undefined),
  isGone: fc.boolean(),
  isTicked: fc.boolean(),
  isMarked: fc.boolean(),
});

function isExempt({ kind, role }: Person, index: number): boolean {
  return kind !== 'standard' || role === 'host' || role === undefined || index === 0;
}

describe('whom a plan is for', () => {
  it('is judged again before it runs: who became a host since is to be left out, who is ticked or gone is not in doubt', () => {
    const table = createColumnTable({ scheduler: noFrames });
    const names = ['amara', 'carol', 'dan', 'eve'];
    const rows = names.map((identity) => table.ensureRow(identity));
    rows.forEach((row, index) => table.write(row, 'identity', names[index]!, 1));
    rows.forEach((row) => table.write(row, 'attr.role', 'guest', 1));
    const exemptions = listExemptions(compileProtection({ protected: 'attr.role=host' }));
    const choose = () => chooseTargets(table, Int32Array.from(rows), exemptions, new Set(['dan']));
    const planned = choose().identities;
    expect(planned).toEqual(names);
    expect(findOutSince(planned, choose())).toEqual([]);
    table.write(rows[1]!, 'attr.role', 'host', 2);
    table.write(rows[2]!, 'attr.role', 'host', 2);
    table.write(rows[3]!, 'state', 'left', 2);
    expect(findOutSince(planned, choose())).toEqual(['carol']);
  });

  it('is everybody who is marked and here, but those who are exempt and not ticked', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), (people) => {
        const table = createColumnTable({ scheduler: noFrames });
        const rows = people.map(({ kind, state, role }, index) => {
          const row = table.ensureRow(`p${index}`);
          const values = { identity: `p${index}`, kind, state, 'attr.role': role };
          for (const [column, value] of Object.entries(values)) table.write(row, column, value, 1);
          return row;
        });
        people.forEach(({ isGone }, index) => isGone && table.removeRow(rows[index]!));
        const marked = people.flatMap((one, index) => (one.isMarked ? [{ ...one, index }] : []));
        const exemptions = listExemptions(compileProtection({ protected: 'attr.role=host', own: ['p0'] }));
        const ticked = new Set(people.flatMap(({ isTicked }, index) => (isTicked ? [`p${index}`] : [])));
        const { identities, leftOut } = chooseTargets(
          table,
          Int32Array.from(marked.map(({ index }) => rows[index]!)),
          exemptions,
          ticked,
        );
        const isHere = ({ isGone, state }: Person): boolean => !isGone && state !== 'left';
        expect(identities).toEqual(
          marked
            .filter((one) => isHere(one) && (!isExempt(one, one.index) || one.isTicked))
            .map(({ index }) => `p${index}`),
        );
        expect(leftOut.map(({ identity, isTickable }) => [identity, isTickable])).toEqual(
          marked.filter((one) => !isHere(one) || isExempt(one, one.index)).map((one) => [`p${one.index}`, isHere(one)]),
        );
      }),
    );
  });

  it('holds everybody for protected while nobody knows who is: unread, or a filter that is wrong', () => {
    const read = (): CellValue => 'x';
    expect(compileProtection(undefined).test(read, 0)).toBeUndefined();
    expect(compileProtection({ protected: 'attr.role=(' }).test(read, 0)).toBeUndefined();
    expect(compileProtection({ protected: '  ' }).test(read, 0)).toBe(false);
    expect(compileProtection({}).test(read, 0)).toBe(false);
    expect(compileProtection({ protected: 'name:x' }).test(read, 0)).toBe(true);
  });
});

describe('a wish for many', () => {
  const attribute = (given: Partial<Extract<BulkWish, { kind: 'attribute' }>>): BulkWish => ({
    kind: 'attribute',
    key: 'team',
    how: 'set',
    value: 'red',
    ...given,
  });

  it('is not planned before it means something: to set nothing would delete', () => {
    expect(findWishFault(attribute({}))).toBeUndefined();
    expect(findWishFault(attribute({ how: 'delete', value: '' }))).toBeUndefined();
    expect(findWishFault(attribute({ key: '' }))).toContain('Name');
    expect(findWishFault(attribute({ value: '' }))).toContain('deletes');
    expect(findWishFault(attribute({ value: 'x'.repeat(70_000) }))).toContain('65536');
  });

  it('deletes by an empty value, whatever was typed before, and a key may be called as it likes', () => {
    expect(writeRequest(attribute({ how: 'delete', value: 'typed' }), 'hall', ['a']).parameters).toEqual({
      changes: { team: '' },
    });
    const odd = writeRequest(attribute({ key: '__proto__' }), 'hall', ['a']);
    expect(JSON.stringify(odd.parameters)).toBe('{"changes":{"__proto__":"red"}}');
  });

  it('is said in words that fit its number', () => {
    expect(describeWish({ kind: 'right', right: 'can.mic', value: false })).toEqual({
      verb: 'Turn off',
      what: 'Turn off the microphone right',
    });
    expect(describeWish(attribute({ how: 'delete' })).what).toBe('Delete attribute team');
  });
});
