/** The data that the room sends, one row a kind and topic, with its last payload beside the list. */
import { createContext, use, useState, useSyncExternalStore } from 'react';
import { Copy } from 'lucide-react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { copyText } from '#renderer/lib/copy-text.ts';
import { formatBytes, formatCount } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import {
  keptPayloadBytes,
  maxTopicRows,
  readRate,
  type DataTopicRow,
  type DataTopics,
} from '#renderer/room/data-topics.ts';
import { copyPayload, describePayload } from './describe-payload.ts';
import { DetailLine } from './events-tab.tsx';
import { LogGrid, type LogColumn } from './log-grid.tsx';
import { createNumberColumn, createTimeColumn } from './log-columns.tsx';
import './data-tab.css';

/** They count all the time. */
const quietColumns = new Set(['messages', 'size', 'total', 'who', 'last']);

const emptyText =
  'No data has come since you joined. Packets, text and byte streams, chat and DTMF that are sent to everybody are ' +
  'counted here by topic. What is sent to somebody alone never reaches this console, and nothing is subscribed for it.';

const columns: readonly LogColumn<DataTopicRow>[] = [
  {
    name: 'topic',
    label: 'topic',
    widthRem: 11,
    isFlexible: true,
    read: (row) => row.topic,
    describe: (value) => (value === '' ? 'no topic' : undefined),
    render: (row) => <Topic row={row} />,
  },
  { name: 'kind', label: 'kind', widthRem: 8, read: (row) => row.kind, render: (row) => row.kind },
  createNumberColumn({ name: 'messages', label: 'messages', widthRem: 5.5 }, (row) => row.messageCount, formatCount),
  { name: 'rate', label: 'per s', widthRem: 4, align: 'end', render: (row) => <Rate row={row} /> },
  createNumberColumn({ name: 'size', label: 'last size', widthRem: 5 }, (row) => row.lastBytes, formatBytes),
  createNumberColumn({ name: 'total', label: 'in all', widthRem: 5 }, (row) => row.totalBytes, formatBytes),
  {
    name: 'who',
    label: 'last sender',
    widthRem: 9,
    field: 'identity',
    read: (row) => row.lastWho,
    render: (row) => <Sender row={row} />,
  },
  createTimeColumn({ name: 'last', label: 'last', widthRem: 6.5 }, (row) => row.lastAtMs),
];

/** When the list was paused: rates stand still with it. */
const PausedAt = createContext<number | undefined>(undefined);

interface Pause {
  rows: readonly DataTopicRow[];
  atMs: number;
  messageCount: number;
}

export function DataTab({ data }: { data: DataTopics }) {
  const liveRows = useSyncExternalStore(data.subscribe, data.rows);
  const [pause, setPause] = useState<Pause>();
  const clock = useNow();
  const nowMs = pause?.atMs ?? clock;
  const newCount = pause ? Math.max(0, data.messageCount() - pause.messageCount) : 0;
  const uncounted = data.uncountedMessages();
  return (
    <PausedAt value={pause?.atMs}>
      <LogGrid
        label="Data"
        keeper={data}
        rows={pause?.rows ?? liveRows}
        columns={columns}
        keyOf={(row) => row.key}
        nameOf={nameOf}
        textOf={textOf}
        filterExample="kind:packet messages>10"
        quietColumns={quietColumns}
        renderDetails={(row) => <TopicDetails row={row} nowMs={nowMs} />}
        isPausable={false}
        tools={
          <>
            <Button
              size="small"
              aria-pressed={pause !== undefined}
              onClick={() =>
                setPause(pause ? undefined : { rows: liveRows, atMs: clock, messageCount: data.messageCount() })
              }
            >
              {pause ? `Paused${newCount > 0 ? `, ${formatCount(newCount)} new` : ''} · Follow` : 'Following · Pause'}
            </Button>
            <Button
              size="small"
              look="quiet"
              offReason={liveRows.length === 0 ? 'There is nothing to clear.' : undefined}
              onClick={() => {
                data.clear();
                setPause(undefined);
              }}
            >
              Clear
            </Button>
            {uncounted > 0 && (
              <span className="data-tab-limit" role="note">
                {formatCount(uncounted)} messages on further topics: only the first {maxTopicRows} are listed
              </span>
            )}
          </>
        }
        emptyText={emptyText}
      />
    </PausedAt>
  );
}

function nameOf({ topic, kind, messageCount }: DataTopicRow): string {
  return `${topic || 'no topic'} ${kind} ${messageCount} messages`;
}

function textOf({ topic, kind, lastWho }: DataTopicRow): string {
  return `${topic} ${kind} ${lastWho}`;
}

function Rate({ row }: { row: DataTopicRow }) {
  const nowMs = useNow();
  return formatRate(readRate(row, use(PausedAt) ?? nowMs));
}

function Topic({ row }: { row: DataTopicRow }) {
  return row.topic === '' ? <span className="data-tab-none">no topic</span> : <HostileText text={row.topic} />;
}

function Sender({ row }: { row: DataTopicRow }) {
  if (row.lastWho !== '') return <HostileText text={row.lastWho} />;
  return (
    <span className="data-tab-none" title="The server names none for data from its API and from hidden people.">
      no sender named
    </span>
  );
}

function TopicDetails({ row, nowMs }: { row: DataTopicRow; nowMs: number }) {
  return (
    <>
      <dl className="facts base-selectable">
        <DetailLine label="topic" text={row.topic} />
        <DetailLine label="kind" text={row.kind} />
        <DetailLine
          label="messages"
          text={`${formatCount(row.messageCount)} · ${formatRate(readRate(row, nowMs))} per s`}
        />
        <DetailLine
          label="sender"
          text={row.lastWho === '' ? 'none named: the server’s API, or hidden' : row.lastWho}
        />
        {row.note !== undefined && row.note !== '' && <DetailLine label="note" text={row.note} />}
      </dl>
      {row.payload !== undefined && <Payload row={row} payload={row.payload} />}
    </>
  );
}

function Payload({ row, payload }: { row: DataTopicRow; payload: string | Uint8Array }) {
  const shown = describePayload(payload);
  const isWhole = row.lastBytes <= keptPayloadBytes && payload.length > 0;
  return (
    <div className="data-tab-payload">
      <div className="data-tab-payload-head">
        <span>
          last payload · {shown.kind} · {formatBytes(row.lastBytes)}
          {shown.isCut && ', the beginning'}
        </span>
        <Button
          size="small"
          look="quiet"
          icon={<Copy aria-hidden="true" />}
          {...(isWhole ? {} : { hint: `Only its first ${formatBytes(payload.length)} are kept.` })}
          onClick={() => void copyText(copyPayload(payload))}
        >
          {isWhole ? 'Copy payload' : 'Copy what is kept'}
        </Button>
      </div>
      <div className="data-tab-payload-text base-selectable base-mono">
        <HostileText text={shown.text} maxCharacters={8_192} />
      </div>
    </div>
  );
}

function formatRate(perSecond: number): string {
  return perSecond === 0 ? '0' : perSecond < 10 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond));
}
