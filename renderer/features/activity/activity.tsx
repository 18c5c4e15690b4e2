/** The dock below the grid: events, requests, dispatches, data and audit as tabs. Closed, its head shows the last event. */
import { useEffect, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import { IconButton } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { useAuditRows } from '#renderer/features/audit/use-audit-rows.ts';
import { DispatchesTab } from '#renderer/features/dispatches/dispatches-tab.tsx';
import { foldActivityCommand } from '#renderer/features/shell/room-commands.ts';
import { startAuditCheck } from '#renderer/features/audit/audit-check.ts';
import { showKeys, useCommands, type Command } from '#renderer/lib/commands.ts';
import { rememberTab, useSettings } from '#renderer/features/shell/settings-store.ts';
import { useRootMark } from '#renderer/lib/use-root-mark.ts';
import { readKey } from '#renderer/lib/direction.ts';
import { formatCount, formatTime } from '#renderer/lib/format.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { AuditTab } from './audit-tab.tsx';
import { DataTab } from './data-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { dropWantedEvent, useWantedEvent } from './shown-event.ts';
import { RequestsTab } from './requests-tab.tsx';
import { useRequestLog } from './use-server-log.ts';
import './activity.css';

const tabs = ['Events', 'Requests', 'Dispatches', 'Data', 'Audit'] as const;
type Tab = (typeof tabs)[number];

export interface ActivityProps {
  session: RoomSession;
  dispatches: DispatchList;
  actions: ActionStore;
  isFolded: boolean;
  onFoldedChange: (isFolded: boolean) => void;
  onDispatch: () => void;
}

export function Activity({ session, dispatches, actions, isFolded, onFoldedChange, onDispatch }: ActivityProps) {
  const remembered = useSettings((settings) => settings.tabs['activity']);
  const tab = tabs.find((name) => name === remembered) ?? 'Events';
  const requests = useRequestLog();
  const audit = useAuditRows({ isWhole: false });
  // What counts up with the room is drawn by itself, or the whole dock and its commands would be made anew with it.
  const counts: Record<Tab, ReactNode> = {
    Events: <EventCount session={session} />,
    Requests: formatCount(requests.length),
    Dispatches: formatCount(dispatches.dispatches.length),
    Data: <TopicCount session={session} />,
    Audit: formatCount(audit.rows.length + audit.olderRows.length),
  };

  function open(next: Tab): void {
    rememberTab('activity', next);
    onFoldedChange(false);
  }

  const wanted = useWantedEvent((state) => state.wanted);
  useEffect(() => {
    if (wanted) open('Events');
    // oxlint-disable-next-line react/exhaustive-deps -- only the asking opens it: later another tab may be chosen
  }, [wanted]);
  useEffect(() => dropWantedEvent, [session]);
  useRootMark('dock-folded', isFolded);

  useCommands([
    ...tabs.map((name): Command => {
      return { id: `activity.${name}`, label: `Activity: ${name}`, place: 'Room', run: () => open(name) };
    }),
    { id: 'audit.verify', label: 'Verify audit', place: 'Room', run: verifyAudit },
  ]);

  function verifyAudit(): void {
    open('Audit');
    void startAuditCheck();
  }

  function onTabKey(event: KeyboardEvent<HTMLElement>): void {
    const key = readKey(event, event.currentTarget);
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] as Tab;
    open(next);
    document.getElementById(tabId(next))?.focus();
    event.preventDefault();
  }

  return (
    <section className="activity" role="region" aria-label="Activity" data-folded={isFolded}>
      <div className="activity-head">
        <div role="tablist" aria-label="Activity" className="activity-tabs" onKeyDown={onTabKey}>
          {tabs.map((name) => (
            <button
              key={name}
              id={tabId(name)}
              type="button"
              role="tab"
              aria-selected={name === tab}
              aria-controls="activity-panel"
              tabIndex={name === tab ? 0 : -1}
              className="activity-tab"
              onClick={() => open(name)}
            >
              {name}{' '}
              <span className="activity-count">
                {counts[name]}
                {name === 'Audit' && audit.hasOlder ? '+' : ''}
              </span>
            </button>
          ))}
        </div>
        {isFolded && <LastEvent session={session} />}
        <IconButton
          label={isFolded ? 'Open Activity' : 'Close Activity'}
          keys={showKeys(foldActivityCommand.keys)}
          icon={isFolded ? <ChevronUp aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
          onClick={() => onFoldedChange(!isFolded)}
        />
      </div>
      {!isFolded && (
        <div role="tabpanel" id="activity-panel" aria-labelledby={tabId(tab)} className="activity-panel">
          {tab === 'Events' && <EventsTab events={session.events} wanted={wanted} />}
          {tab === 'Requests' && <RequestsTab rows={requests} keeper={session} />}
          {tab === 'Dispatches' && (
            <DispatchesTab
              room={session.room}
              list={dispatches}
              actions={actions}
              keeper={session}
              onDispatch={onDispatch}
            />
          )}
          {tab === 'Data' && <DataTab data={session.data} />}
          {tab === 'Audit' && <AuditTab rows={audit} keeper={session} />}
        </div>
      )}
    </section>
  );
}

function tabId(tab: Tab): string {
  return `activity-tab-${tab.toLowerCase()}`;
}

function EventCount({ session }: { session: RoomSession }) {
  return formatCount(useSyncExternalStore(session.events.subscribe, session.events.total));
}

function TopicCount({ session }: { session: RoomSession }) {
  return formatCount(useSyncExternalStore(session.data.subscribe, session.data.rows).length);
}

function LastEvent({ session }: { session: RoomSession }) {
  const rows = useSyncExternalStore(session.events.subscribe, session.events.rows);
  const last = rows.at(-1);
  if (!last) return null;
  return (
    <span className="activity-last">
      {formatTime(last.atMs)} {last.type} <HostileText text={last.who} />{' '}
      <HostileText text={last.details} maxCharacters={80} />
    </span>
  );
}
