/**
 * The one table of what crosses between the processes. Rows say who may use a channel, how large a request may be and
 * how often; `contract/schemas` says what a request looks like. Free of the schema library, so that the preload can use it.
 */
import type { AppInfo, Settings, WindowKind } from '#contract/domain/app-info';
import type { ActionProgress, BulkEnd, Plan } from '#contract/domain/action';
import type { AuditRecord, RequestRecord } from '#contract/domain/activity';
import type { AuditStatus, AuditVerification } from '#contract/domain/audit';
import type { Capabilities } from '#contract/domain/capabilities';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import type { RestoreOffer } from '#contract/domain/restore';
import type { RosterPreferences } from '#contract/domain/roster-preferences';
import type { JoinGrant, RoomFacts, RoomFindings, RoomList } from '#contract/domain/room-facts';
import type { SecretProtection, ServerName, ServerProfile } from '#contract/domain/server-profile';
import type { CheckLine, CheckReport, ProbeTask } from '#contract/domain/server-check';
import type { LinkTarget } from '#contract/deep-link';
import type { PortableView } from '#contract/domain/views-text';
import type { RequestPayloads } from '#contract/schemas/requests';

export interface RequestRule {
  windows: readonly WindowKind[];
  /** Largest request, in bytes of its JSON. */
  maxBytes: number;
  /** Calls per second that a window may make on average; four times as many in a burst. */
  perSecond: number;
}

/** Every window that people see. */
const everyWindow = ['manager', 'form', 'server'] as const;
const small = 4_096;
/** Room for a value of 512 KiB, its base and their JSON escapes. */
const large = 4 * 1024 * 1024;
/** Room for a saved file and its JSON escapes. */
const huge = 16 * 1024 * 1024;

/** Renderer → main, answered with a Result. */
export const requestChannels = {
  'app:read-info': { windows: everyWindow, maxBytes: small, perSecond: 10 },
  'app:copy-text': { windows: everyWindow, maxBytes: large, perSecond: 5 },
  'app:save-text': { windows: ['server'], maxBytes: huge, perSecond: 1 },
  'app:report-drafts': { windows: ['form', 'server'], maxBytes: small, perSecond: 20 },
  'settings:read': { windows: everyWindow, maxBytes: small, perSecond: 10 },
  'settings:save': { windows: everyWindow, maxBytes: 65_536, perSecond: 10 },
  'servers:list': { windows: ['manager'], maxBytes: small, perSecond: 10 },
  'servers:list-names': { windows: ['server'], maxBytes: small, perSecond: 10 },
  'servers:read-current': { windows: ['server'], maxBytes: small, perSecond: 10 },
  'servers:open': { windows: ['manager', 'server'], maxBytes: small, perSecond: 5 },
  'servers:open-form': { windows: ['manager', 'server'], maxBytes: small, perSecond: 5 },
  'servers:open-manager': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'servers:delete': { windows: ['manager'], maxBytes: small, perSecond: 5 },
  'servers:read-form': { windows: ['form'], maxBytes: small, perSecond: 10 },
  'servers:save': { windows: ['form'], maxBytes: 65_536, perSecond: 2 },
  'servers:close-form': { windows: ['form'], maxBytes: small, perSecond: 5 },
  'servers:run-check': { windows: everyWindow, maxBytes: 65_536, perSecond: 2 },
  'servers:cancel-check': { windows: everyWindow, maxBytes: small, perSecond: 5 },
  'servers:read-capabilities': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'probe:read-task': { windows: ['probe'], maxBytes: small, perSecond: 2 },
  'probe:report-stage': { windows: ['probe'], maxBytes: small, perSecond: 5 },
  'rooms:list': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'rooms:join': { windows: ['server'], maxBytes: small, perSecond: 3 },
  'rooms:report-join': { windows: ['server'], maxBytes: small, perSecond: 10 },
  'rooms:leave': { windows: ['server'], maxBytes: small, perSecond: 10 },
  'rooms:read-facts': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'rooms:read-restore': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'rooms:decline-restore': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'rooms:observe': { windows: ['server'], maxBytes: 262_144, perSecond: 5 },
  'rooms:hint': { windows: ['server'], maxBytes: 65_536, perSecond: 10 },
  'actions:plan': { windows: ['server'], maxBytes: large, perSecond: 20 },
  'actions:plan-many': { windows: ['server'], maxBytes: large, perSecond: 5 },
  'actions:plan-undo': { windows: ['server'], maxBytes: small, perSecond: 10 },
  'actions:run': { windows: ['server'], maxBytes: 65_536, perSecond: 20 },
  'actions:cancel': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'listening:begin': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'listening:report': { windows: ['server'], maxBytes: small, perSecond: 10 },
  'dispatches:list': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'last-rooms:read': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'last-rooms:save': { windows: ['server'], maxBytes: 16_384, perSecond: 10 },
  'roster:read-preferences': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'roster:save-preferences': { windows: ['server'], maxBytes: large, perSecond: 5 },
  'roster:read-views-text': { windows: ['server'], maxBytes: large, perSecond: 5 },
  'links:make': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'links:take': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'requests:list': { windows: ['server'], maxBytes: small, perSecond: 5 },
  'audit:list': { windows: ['manager', 'server'], maxBytes: small, perSecond: 5 },
  'audit:read-row': { windows: ['manager', 'server'], maxBytes: small, perSecond: 20 },
  'audit:read-status': { windows: ['manager', 'server'], maxBytes: small, perSecond: 5 },
  'audit:verify': { windows: ['manager', 'server'], maxBytes: small, perSecond: 2 },
  'audit:cancel-verify': { windows: ['manager', 'server'], maxBytes: small, perSecond: 5 },
  'audit:purge': { windows: ['manager'], maxBytes: small, perSecond: 2 },
} as const satisfies Record<string, RequestRule>;

export type RequestChannel = keyof typeof requestChannels;

/** Main → renderer. */
export const eventChannels = {
  'settings:changed': { windows: everyWindow },
  'servers:list-changed': { windows: ['manager'] },
  'servers:names-changed': { windows: ['server'] },
  'servers:check-line': { windows: everyWindow },
  'servers:capabilities-changed': { windows: ['server'] },
  'servers:access-changed': { windows: ['server'] },
  'rooms:list-changed': { windows: ['server'] },
  'rooms:findings-changed': { windows: ['server'] },
  'rooms:facts-changed': { windows: ['server'] },
  'rooms:restore-changed': { windows: ['server'] },
  'dispatches:list-changed': { windows: ['server'] },
  'dispatches:read-again': { windows: ['server'] },
  'actions:progress': { windows: ['server'] },
  'actions:bulk-ended': { windows: ['server'] },
  'app:keys-wanted': { windows: ['manager', 'form', 'server'] },
  'links:arrived': { windows: ['server'] },
  'requests:logged': { windows: ['server'] },
  'audit:appended': { windows: ['server'] },
  'audit:appended-anywhere': { windows: ['manager'] },
  'audit:verify-progress': { windows: ['manager', 'server'] },
} as const satisfies Record<string, { windows: readonly WindowKind[] }>;

export type EventChannel = keyof typeof eventChannels;

/** What each request is answered with. */
export interface RequestAnswers {
  'app:read-info': AppInfo;
  'app:copy-text': null;
  /** `savedAs` is null where the moderator changed their mind. */
  'app:save-text': { savedAs: string | null };
  'app:report-drafts': null;
  'settings:read': Settings;
  'settings:save': Settings;
  'servers:list': ServerList;
  'servers:list-names': ServerName[];
  'servers:read-current': ServerProfile;
  'servers:open': null;
  'servers:open-form': null;
  'servers:open-manager': null;
  'servers:delete': { isDeleted: boolean };
  'servers:read-form': { profile: ServerProfile | null; protection: SecretProtection };
  'servers:save': ServerProfile;
  'servers:close-form': null;
  /** Answered when the check has ended; its lines come before, one by one, as `servers:check-line`. */
  'servers:run-check': CheckReport;
  'servers:cancel-check': null;
  'servers:read-capabilities': Capabilities;
  'probe:read-task': ProbeTask;
  'probe:report-stage': null;
  'rooms:list': RoomList;
  'rooms:join': JoinGrant;
  'rooms:report-join': null;
  'rooms:leave': null;
  'rooms:read-facts': RoomFacts;
  'rooms:read-restore': RestoreOffer | null;
  'rooms:decline-restore': null;
  'rooms:observe': null;
  'rooms:hint': null;
  'actions:plan': Plan;
  'actions:plan-many': Plan;
  /** Of an action or of a run of many, by its id. */
  'actions:plan-undo': Plan;
  'actions:run': { actionId: string };
  'actions:cancel': null;
  'listening:begin': { listeningId: string };
  'listening:report': null;
  'dispatches:list': DispatchList;
  'last-rooms:read': string[];
  'last-rooms:save': null;
  'roster:read-preferences': RosterPreferences;
  'roster:save-preferences': null;
  'roster:read-views-text': readonly PortableView[];
  'links:make': string;
  'links:take': LinkTarget | null;
  'requests:list': RequestRecord[];
  'audit:list': AuditRecord[];
  'audit:read-row': AuditRecord;
  'audit:read-status': AuditStatus;
  'audit:verify': AuditVerification;
  'audit:cancel-verify': null;
  'audit:purge': { isPurged: boolean; purgedRows: number };
}

/** What each event carries. */
export interface EventPayloads {
  'settings:changed': Settings;
  'servers:list-changed': ServerList;
  'servers:names-changed': ServerName[];
  /** A line of a check that this window asked for: begun, or known. */
  'servers:check-line': { checkId: string; line: CheckLine };
  'servers:capabilities-changed': Capabilities;
  /** Key or secret are others now: what was refused is worth another try. */
  'servers:access-changed': Record<string, never>;
  'rooms:list-changed': RoomList;
  /** Counts only of rooms that were counted since. */
  'rooms:findings-changed': RoomFindings;
  'rooms:facts-changed': RoomFacts;
  /** What a lost room could be given back; null when there is nothing (any more). */
  'rooms:restore-changed': { room: string; offer: RestoreOffer | null };
  'dispatches:list-changed': DispatchList;
  /** The list was read and is what it was. */
  'dispatches:read-again': { room: string; readAtMs: number };
  'actions:progress': ActionProgress;
  'actions:bulk-ended': BulkEnd;
  /** The keys of where the moderator is were asked for in the menu. */
  'app:keys-wanted': null;
  /** A link was agreed to: `links:take` tells what it names. */
  'links:arrived': null;
  'requests:logged': RequestRecord[];
  'audit:appended': AuditRecord[];
  /** The rows of every server, and those that the record writes about itself. */
  'audit:appended-anywhere': AuditRecord[];
  'audit:verify-progress': { verifyId: string; checkedRows: number; totalRows: number };
}

export interface ServerList {
  servers: ServerProfile[];
  protection: SecretProtection;
  /** A damaged profile file that was set aside at start: where it lies now, and why. */
  damagedFile?: { path: string; reason: string };
}

export type RequestOf<Channel extends RequestChannel> = RequestPayloads[Channel];
export type AnswerOf<Channel extends RequestChannel> = RequestAnswers[Channel];

/** True for the name of a request channel. */
export function isRequestChannel(name: string): name is RequestChannel {
  return Object.hasOwn(requestChannels, name);
}

/** True for the name of an event channel. */
export function isEventChannel(name: string): name is EventChannel {
  return Object.hasOwn(eventChannels, name);
}
