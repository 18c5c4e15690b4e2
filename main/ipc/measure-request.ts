/** Measures a request before anything reads it: is it plain JSON, and how many bytes would that JSON have? Bounded work. */

/** Deepest nesting of a request; the deepest one in the table needs five. */
const maxDepth = 16;

export type Measured =
  | { kind: 'fits'; sizeBytes: number }
  | { kind: 'too_large' }
  | { kind: 'not_plain'; what: string };

class Refusal extends Error {
  readonly measured: Measured;
  constructor(measured: Measured) {
    super('refused');
    this.measured = measured;
  }
}

/**
 * Counts the bytes of the request's JSON and stops at `maxBytes`. What JSON cannot carry (Map, Date, bigint, buffers,
 * cycles, NaN) is refused, although structured clone lets it through.
 */
export function measureRequest(request: unknown, maxBytes: number): Measured {
  let sizeBytes = 0;
  const ancestors = new Set<object>();

  function count(bytes: number): void {
    sizeBytes += bytes;
    if (sizeBytes > maxBytes) throw new Refusal({ kind: 'too_large' });
  }

  function visit(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'string':
        countText(value);
        return;
      case 'number':
        if (!Number.isFinite(value)) throw refusePlain('a number that is not finite');
        count(String(value).length);
        return;
      case 'boolean':
        count(value ? 4 : 5);
        return;
      case 'object':
        if (value === null) count(4);
        else visitObject(value, depth);
        return;
      default:
        throw refusePlain(`a ${typeof value}`);
    }
  }

  /** No character is shorter in JSON than in UTF-16, so a text that is too long needs no encoding to be refused. */
  function countText(text: string): void {
    if (text.length > maxBytes - sizeBytes) throw new Refusal({ kind: 'too_large' });
    count(Buffer.byteLength(JSON.stringify(text)));
  }

  function visitObject(value: object, depth: number): void {
    if (depth >= maxDepth) throw refusePlain('nesting that is too deep');
    if (ancestors.has(value)) throw refusePlain('a cycle');
    ancestors.add(value);
    if (Array.isArray(value)) visitArray(value, depth);
    else visitMembers(value, depth);
    ancestors.delete(value);
  }

  function visitArray(items: unknown[], depth: number): void {
    count(2 + Math.max(0, items.length - 1));
    for (const item of items) visit(item, depth + 1);
  }

  function visitMembers(value: object, depth: number): void {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) throw refusePlain('an object of a class');
    count(2);
    let isFirst = true;
    for (const name in value) {
      // SECURITY: such a member would set a prototype when it is copied.
      if (name === '__proto__') throw refusePlain('a member named __proto__');
      const member: unknown = (value as Record<string, unknown>)[name];
      // As JSON has it: a member that is undefined is absent.
      if (member === undefined) continue;
      countText(name);
      count(isFirst ? 1 : 2);
      isFirst = false;
      visit(member, depth + 1);
    }
  }

  try {
    visit(request, 0);
    return { kind: 'fits', sizeBytes };
  } catch (error) {
    if (error instanceof Refusal) return error.measured;
    throw error;
  }
}

function refusePlain(what: string): Refusal {
  return new Refusal({ kind: 'not_plain', what });
}
