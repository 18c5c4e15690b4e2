/** Changes a crowd at a pace of its own and posts the facts of whom it changed; a page that is busy finds a queue. */
import type { ParticipantFacts } from '../../../../contract/domain/participant-facts.ts';
import { createCrowdModel, type SyntheticPerson } from '../../../support/feed/crowd-model.ts';

/** From the page: how many people there are (once, first), then changes a second. */
export type WorkerCommand = { people: number } | { changesPerSecond: number };

const tickMs = 10;
const beatEveryMs = 200;
let crowd = createCrowdModel({ people: 1 });
let timer: ReturnType<typeof setInterval> | undefined;

addEventListener('message', ({ data }: MessageEvent<WorkerCommand>) => {
  if ('people' in data) {
    // Nobody leaves: how many there are is what is compared.
    crowd = createCrowdModel({ people: data.people, churn: 0 });
    postMessage(crowd.people.map(describe));
    return;
  }
  clearInterval(timer);
  const { changesPerSecond } = data;
  if (changesPerSecond === 0) return;
  const startedAtMs = performance.now();
  let made = 0;
  let beatAtMs = startedAtMs;
  timer = setInterval(() => {
    const nowMs = performance.now();
    const touched = new Set<SyntheticPerson>();
    for (const due = Math.floor(((nowMs - startedAtMs) * changesPerSecond) / 1_000); made < due; made++) {
      const change = crowd.change(Date.now());
      // Signals do not come this way, so that the page gets fewer updates than there are changes: as it does from a server.
      if (change?.kind === 'person') touched.add(change.person);
    }
    if (nowMs >= beatAtMs) {
      beatAtMs += beatEveryMs;
      touched.add(crowd.beat(String(Date.now())).person);
    }
    if (touched.size > 0) postMessage([...touched].map(describe));
  }, tickMs);
});

function describe(person: SyntheticPerson): ParticipantFacts {
  return {
    sid: person.sid,
    identity: person.identity,
    name: person.name,
    state: 'active',
    kind: 'standard',
    kindDetails: [],
    metadata: person.metadata,
    attributes: { ...person.attributes },
    joinedAtMs: person.joinedAtMs,
    version: person.version,
    region: '',
    isPublisher: person.tracks.length > 0,
    permission: {
      canSubscribe: true,
      canPublish: person.canPublish,
      canPublishData: true,
      canPublishSources: person.canShareScreen ? [] : ['microphone', 'camera'],
      hidden: false,
      recorder: false,
      canUpdateMetadata: true,
      agent: false,
      canSubscribeMetrics: false,
      canManageAgentSession: false,
    },
    tracks: [],
    dataTracks: [],
    disconnectReason: 'unknown_reason',
    clientProtocol: 0,
    capabilities: [],
  };
}
