import { expect, it, vi } from 'vitest';
import { createKeyBinder } from '#renderer/lib/keys.ts';

function setUp() {
  const target = new EventTarget();
  const binder = createKeyBinder(target, () => false);
  const done: string[] = [];
  let atMs = 0;
  /** Parts bind on their own, as features do. */
  const bind = (...keys: string[]) => binder.bind(Object.fromEntries(keys.map((key) => [key, () => done.push(key)])));
  /** Presses keys, and returns what they did. */
  function press(...keys: string[]): string[] {
    done.length = 0;
    for (const key of keys) {
      const event = Object.assign(new Event('keydown', { cancelable: true }), {
        key,
        code: '',
        getModifierState: () => false,
      });
      Object.defineProperty(event, 'timeStamp', { value: (atMs += 100) });
      target.dispatchEvent(event);
    }
    return [...done];
  }
  const bindTo = (key: string, run: () => void) => binder.bind({ [key]: run });
  return { bind, bindTo, press, wait: (ms: number) => void (atMs += ms) };
}

it('gives the key that ends a sequence to the sequence, whoever has bound it alone', () => {
  const { bind, press } = setUp();
  bind('l');
  bind('g l', 'g r');
  bind('r');
  expect(press('l'), 'control').toEqual(['l']);
  expect(press('g', 'l')).toEqual(['g l']);
  expect(press('g', 'r')).toEqual(['g r']);
  expect(press('l', 'r'), 'nothing is left over').toEqual(['l', 'r']);
});

it('gives a key back that goes on with no sequence, or comes too late for it', () => {
  const { bind, press, wait } = setUp();
  bind('g l');
  bind('l', 'x');
  expect(press('g', 'x', 'l')).toEqual(['x', 'l']);
  press('g');
  wait(1_200);
  expect(press('l')).toEqual(['l']);
});

it('keeps a sequence that was begun while others bind and let go', () => {
  const { bind, press } = setUp();
  bind('g l');
  const letGo = bind('l', '.');
  press('g');
  letGo();
  bind('l');
  expect(press('l')).toEqual(['g l']);
});

it('gives a key that two have bound to the first, as long as that has it', () => {
  const { bind, bindTo, press } = setUp();
  const letGo = bind('x');
  const second = vi.fn();
  bindTo('x', second);
  expect(press('x')).toEqual(['x']);
  expect(second).not.toHaveBeenCalled();
  letGo();
  press('x');
  expect(second).toHaveBeenCalledTimes(1);
});
