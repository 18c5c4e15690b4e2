/**
 * Sessions for windows that come and go. Electron keeps every session that was ever made until the app ends, so they are
 * used again: by one window at a time, only once they are clean, and only within a group that may share them.
 */
export interface SessionPool<Session> {
  take(group: string): LentSession<Session>;
}

export interface LentSession<Session> {
  session: Session;
  /** The window is gone. Never rejects: what cannot be cleaned is not lent again. */
  release(): Promise<void>;
}

export function createSessionPool<Session>(deps: {
  /** Makes one under a name that no other has. */
  open: (name: string) => Session;
  /** Takes away whatever a window may have left in it. */
  clean: (session: Session) => Promise<void>;
}): SessionPool<Session> {
  const free = new Map<string, Session[]>();
  let openedCount = 0;
  return {
    take(group) {
      const idle = free.get(group) ?? [];
      free.set(group, idle);
      const session = idle.pop() ?? deps.open(`pooled-${++openedCount}`);
      let isReleased = false;
      return {
        session,
        async release() {
          if (isReleased) return;
          isReleased = true;
          await deps.clean(session).then(
            () => idle.push(session),
            () => undefined,
          );
        },
      };
    },
  };
}
