/** The room's dispatches with their jobs and what was seen of them since; stop goes through the door. */
import { useMemo, useSyncExternalStore } from 'react';
import { Bot, TriangleAlert } from 'lucide-react';
import type { DispatchFacts, DispatchList } from '#contract/domain/dispatch-facts';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { Banner } from '#renderer/components/banner.tsx';
import { describeError, describeServerAnswer, ErrorPanel } from '#renderer/components/error-panel.tsx';
import { CertaintyBars } from '#renderer/components/glyphs/certainty-bars.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { JsonTree } from '#renderer/components/json-tree.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { DetailLine } from '#renderer/features/activity/events-tab.tsx';
import { LogGrid, type LogColumn } from '#renderer/features/activity/log-grid.tsx';
import { createIdColumn, createTextColumn, describeTime } from '#renderer/features/activity/log-columns.tsx';
import { dispatchCommand } from '#renderer/features/shell/room-commands.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { copyText } from '#renderer/lib/copy-text.ts';
import { decodeMetadata } from '#renderer/lib/decode-metadata.ts';
import { formatAge, formatTimeMs } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import './dispatches.css';

const factColumns: readonly LogColumn<DispatchFacts>[] = [
  {
    name: 'agent',
    label: 'agent',
    widthRem: 11,
    read: (row) => row.agentName,
    describe: (value) => (value === '' ? 'automatic (unnamed agents)' : undefined),
    render: (row) => <AgentName dispatch={row} />,
  },
  {
    name: 'verdict',
    label: 'verdict',
    widthRem: 14,
    isFlexible: true,
    read: (row) => row.verdict.text,
    render: (row) => <Verdict dispatch={row} />,
  },
  { name: 'jobs', label: 'jobs', widthRem: 7, read: describeJobs, render: describeJobs },
  createTextColumn(
    { name: 'joined', label: 'agent in room', widthRem: 8, field: 'identity' },
    (row) => row.agentIdentity ?? null,
  ),
  createTextColumn({ name: 'state', label: 'state', widthRem: 4.75 }, (row) => row.agentState ?? null),
  {
    name: 'created',
    label: 'age',
    widthRem: 4,
    align: 'end',
    type: 'time',
    read: (row) => row.createdAtMs,
    describe: describeTime,
    render: (row) => <Age sinceMs={row.createdAtMs} />,
  },
  createIdColumn({ name: 'id', label: 'id', widthRem: 8 }, (row) => row.id),
];

function createStopColumn(room: string, actions: ActionStore): LogColumn<DispatchFacts> {
  return {
    name: 'stop',
    label: 'stop',
    widthRem: 6.5,
    align: 'end',
    pin: 'end',
    render: (row) => <StopButton room={room} dispatch={row} actions={actions} />,
  };
}

export interface DispatchesTabProps {
  room: string;
  list: DispatchList;
  actions: ActionStore;
  /** Keeps sort, marks and filter while the tab is not shown. */
  keeper: object;
  onDispatch: () => void;
}

export function DispatchesTab({ room, list, actions, keeper, onDispatch }: DispatchesTabProps) {
  const nowMs = useNow();
  const dispatchOff = useVerbOff('agent.dispatch');
  const columns = useMemo(() => [...factColumns, createStopColumn(room, actions)], [room, actions]);
  return (
    <div className="dispatches">
      {list.error && <ListFailure error={list.error} isListKnown={list.readAtMs !== undefined} />}
      {list.orphans.map((orphan) => (
        <p key={orphan.identity} className="dispatches-orphan">
          <HostileText text={orphan.identity} />: {orphan.verdict.text}
        </p>
      ))}
      <LogGrid
        label="Dispatches"
        keeper={keeper}
        rows={list.dispatches}
        columns={columns}
        keyOf={(row) => row.id}
        nameOf={nameOf}
        textOf={textOf}
        filterExample="agent:name created>1m"
        renderDetails={(row) => <DispatchDetails dispatch={row} />}
        isPausable={false}
        tools={
          <>
            <Button
              size="small"
              look="primary"
              icon={<Bot aria-hidden="true" />}
              keys={showKeys(dispatchCommand.keys)}
              offReason={dispatchOff}
              onClick={onDispatch}
            >
              {dispatchCommand.label}
            </Button>
            {list.readAtMs !== undefined && (
              <span className="dispatches-age">list {formatAge(nowMs - list.readAtMs)}</span>
            )}
          </>
        }
        emptyText="No agent was dispatched into this room. Dispatch one by the name that its worker registered."
      />
    </div>
  );
}

function nameOf({ id, agentName, verdict }: DispatchFacts): string {
  return `${id} ${agentName || 'automatic'} ${verdict.text}`;
}

function textOf({ id, agentName, agentIdentity = '', verdict }: DispatchFacts): string {
  return `${id} ${agentName} ${agentIdentity} ${verdict.text}`;
}

function Age({ sinceMs }: { sinceMs: number }) {
  return formatAge(useNow() - sinceMs);
}

/** Over a list that is known already one line, so that the list stays in sight. */
function ListFailure({ error, isListKnown }: { error: GavelError; isListKnown: boolean }) {
  if (!isListKnown) return <ErrorPanel isCompact error={error} />;
  return (
    <Banner
      tone="wait"
      role="alert"
      icon={<TriangleAlert aria-hidden="true" />}
      title={error.message}
      actions={
        <Button size="small" look="quiet" onClick={() => copyText(describeError(error))}>
          Copy details
        </Button>
      }
    >
      {error.detail?.cure} <span className="base-mono">{describeServerAnswer(error)}</span>
    </Banner>
  );
}

function AgentName({ dispatch }: { dispatch: DispatchFacts }) {
  if (dispatch.isAutomatic) return <span className="dispatches-automatic">automatic (unnamed agents)</span>;
  return (
    <>
      <HostileText text={dispatch.agentName} />
      {dispatch.duplicateOf !== undefined && <span className="dispatches-duplicate"> duplicate</span>}
    </>
  );
}

function Verdict({ dispatch: { verdict } }: { dispatch: DispatchFacts }) {
  return (
    <span className="dispatches-verdict" data-verdict={verdict.code} title={verdict.text}>
      <CertaintyBars certainty={verdict.certainty} /> <span className="dispatches-verdict-text">{verdict.text}</span>
    </span>
  );
}

/** The server's word on jobs is what it wrote at assignment; the verdict beside it says what was seen since. */
function describeJobs({ jobs, verdict }: DispatchFacts): string {
  if (jobs.length > 0) return jobs.map((job) => `${job.status} (server)`).join(', ');
  return verdict.code === 'offering' || verdict.code === 'probably_not_taken' || verdict.code === 'accepted_unlisted'
    ? 'not listed yet'
    : 'none';
}

function StopButton({ room, dispatch, actions }: { room: string; dispatch: DispatchFacts; actions: ActionStore }) {
  const step = useSyncExternalStore(actions.subscribe, () => actions.stepOf(dispatch.id, 'agent', room));
  const offReason = useVerbOff('agent.stop-dispatch');
  if (step !== undefined && step !== 'refused') return <StepDisc step={step} />;
  return (
    <Button
      size="small"
      look="danger"
      offReason={offReason}
      onClick={(event) => {
        event.stopPropagation();
        void actions.planAndRun({ verb: 'agent.stop-dispatch', room, parameters: { dispatchId: dispatch.id } });
      }}
    >
      Stop agent
    </Button>
  );
}

function DispatchDetails({ dispatch }: { dispatch: DispatchFacts }) {
  const decoded = decodeMetadata(dispatch.metadata);
  return (
    <>
      <dl className="facts base-selectable">
        <DetailLine label="dispatch" text={dispatch.id} />
        <DetailLine label="agent" text={dispatch.isAutomatic ? 'automatic (unnamed agents)' : dispatch.agentName} />
        <DetailLine label="verdict" text={dispatch.verdict.text} />
        {dispatch.jobs.map((job) => (
          <DetailLine
            key={job.id}
            label="job"
            text={`${job.id} ${job.status} (as the server wrote at ${formatTimeMs(job.startedAtMs)}) ${job.participantIdentity} ${job.workerId} ${job.error}`}
          />
        ))}
      </dl>
      {decoded.kind === 'json' ? (
        <JsonTree value={decoded.value} label="Dispatch metadata" />
      ) : (
        <dl className="facts">
          <DetailLine label="metadata" text={dispatch.metadata} />
        </dl>
      )}
    </>
  );
}
