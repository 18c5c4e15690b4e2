/** Remembers what was found out of texts, by the text. Bounded by their size: people write them, as many as they like. Pure. */

export interface TextMemory<Value> {
  get(text: string): Value | undefined;
  set(text: string, value: Value): void;
}

/** @param maxCharacters of all texts together; a text counts no less than its entry costs */
export function createTextMemory<Value>(maxCharacters: number): TextMemory<Value> {
  let young = new Map<string, Value>();
  /** What was asked for before `young` was begun: kept if it is asked for again. */
  let old = new Map<string, Value>();
  let characters = 0;

  function put(text: string, value: Value): void {
    const size = Math.max(text.length, leastCharacters);
    if (characters + size > maxCharacters / 2) {
      old = young;
      young = new Map();
      characters = 0;
    }
    young.set(text, value);
    characters += size;
  }

  return {
    get(text) {
      const known = young.get(text);
      if (known !== undefined) return known;
      const before = old.get(text);
      if (before !== undefined) put(text, before);
      return before;
    },
    set: put,
  };
}

const leastCharacters = 50;
