import { expect, it } from 'vitest';
import { createSessionPool } from '#main/app/session-pool';

function setUp(clean: (name: string) => Promise<void> = async () => undefined) {
  const opened: string[] = [];
  const pool = createSessionPool({
    open(name) {
      opened.push(name);
      return name;
    },
    clean,
  });
  return { pool, opened };
}

it('lends a session again once it is clean, and to one window at a time', async () => {
  const cleaning = { end: () => undefined as void };
  const { pool, opened } = setUp(() => new Promise((resolve) => (cleaning.end = resolve)));
  const first = pool.take('form');
  const released = first.release();
  const second = pool.take('form');
  expect(second.session, 'not while it is being cleaned').not.toBe(first.session);
  cleaning.end();
  await released;
  await first.release();
  expect([pool.take('form').session, pool.take('form').session]).toEqual([first.session, 'pooled-3']);
  expect(opened).toHaveLength(3);
});

it('keeps groups apart', async () => {
  const { pool } = setUp();
  const first = pool.take('one server');
  await first.release();
  expect(pool.take('another server').session).not.toBe(first.session);
  expect(pool.take('one server').session, 'control').toBe(first.session);
});

it('never lends again what could not be cleaned', async () => {
  const { pool } = setUp(() => Promise.reject(new Error('no')));
  const first = pool.take('form');
  await first.release();
  expect(pool.take('form').session).not.toBe(first.session);
});
