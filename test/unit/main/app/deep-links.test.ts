/** How a link reaches the app: alone behind `--`, or handed over by a second start. */
import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it } from 'vitest';
import { listenForLinks, readLinkArgument } from '#main/app/deep-links';
import { readLaunchOptions } from '#main/app/launch-options';

const link = 'gavel://abcdefghijkl2345/townhall';

it.each([
  [['gavel', '--', link], link],
  [['electron', '--disable-gpu', 'app', '--', link], link],
  [['gavel', link], undefined],
  [['gavel', '--', link, '--inspect'], undefined],
  [['gavel', '--', link, link], undefined],
  [['gavel', '--', '--inspect', link], undefined],
  [['gavel', link, '--'], undefined],
  [['gavel', '--', '--', link], undefined],
  [['gavel', '--', 'https://example.com'], undefined],
  [['gavel', '--', '/etc/passwd'], undefined],
  [['gavel', '--'], undefined],
  [['gavel', `--link=${link}`], undefined],
  [[], undefined],
])('of %j it is %s', (args, expected) => expect(readLinkArgument(args)).toBe(expected));

it('has no options behind --', () => {
  expect(readLaunchOptions(['gavel', '--', '--gavel-demo-fd=3'])).toEqual({});
  expect(readLaunchOptions(['gavel', '--gavel-demo-fd=3', '--', link]), 'control').toEqual({ demoFd: 3 });
});

function setUp(ownLink?: string) {
  const app = new EventEmitter();
  const seen: string[] = [];
  const listener = listenForLinks(app as unknown as App, ownLink);
  const deliver = (): void =>
    listener.deliver({ onSecondStart: () => seen.push('second start'), onLink: (text) => seen.push(text) });
  return { app, seen, deliver };
}

it('delivers what came before it could be answered: the last link alone', () => {
  const { app, seen, deliver } = setUp('gavel://own');
  app.emit('open-url', { preventDefault: () => undefined }, 'gavel://opened');
  deliver();
  expect(seen).toEqual(['gavel://opened']);
});

it('takes the link of a second start, and nothing else that one says', () => {
  const { app, seen, deliver } = setUp();
  deliver();
  const strange = [undefined, null, 'gavel://text', 7, {}, { link: 7 }, { link: { toString: () => link } }];
  for (const handedOver of strange)
    app.emit('second-instance', {}, ['gavel', '--', 'gavel://argument'], '/', handedOver);
  expect(seen).toEqual(strange.map(() => 'second start'));
  app.emit('second-instance', {}, [], '/', { link });
  expect(seen.slice(-2), 'control').toEqual(['second start', link]);
});
