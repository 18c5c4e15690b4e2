/** Puts the services together: the one place that knows which depends on which. */
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../storage/database.ts';
import { createDoor, type Door } from './actions/door.ts';
import { createAudit, type Audit } from './audit/audit.ts';
import { createCapabilityStore, type CapabilityStore } from './capabilities/capabilities.ts';
import { learnFromAnswer } from './capabilities/learn-from-answer.ts';
import { createChecks, type Checks } from './check/checks.ts';
import type { CheckNetwork, ProbeWindows } from './check/ports.ts';
import { createReach, type Reach } from './check/reach.ts';
import { createDispatchWatch, type DispatchWatch } from './dispatch-watch/dispatch-watch.ts';
import { createLinks, type Links } from './links/links.ts';
import { createListening, type Listening } from './listening/listening.ts';
import { createLivekitApis } from './livekit-api/livekit-apis.ts';
import type {
  Clock,
  ConfirmInMain,
  EventSink,
  HttpFetch,
  Logger,
  Redact,
  SecretCipher,
  WindowControl,
} from './ports.ts';
import { createObservations, type Observations } from './observations/observations.ts';
import { createRequestLog, type RequestLog } from './request-log/request-log.ts';
import { createRoomKeeper, type RoomKeeper } from './restore/room-keeper.ts';
import { createIdentityFile } from './rooms/identity-file.ts';
import { createRosterPreferences, type RosterPreferencesStore } from './settings/roster-preferences.ts';
import { createLastRooms, type LastRooms } from './rooms/last-rooms.ts';
import { createOwnIdentities } from './rooms/own-identities.ts';
import { createRooms, type Rooms } from './rooms/rooms.ts';
import { createServers, type ServersService } from './servers/servers.ts';
import { createSettings, type SettingsService } from './settings/settings.ts';
import { openChainKeeper } from './vault/chain-keeper.ts';
import { createVault, type Vault } from './vault/vault.ts';
import { createSweepPaces } from './watch/sweep-pace.ts';
import { createWatch, type Watch } from './watch/watch.ts';

/** Everything the services need from the outside. */
export interface ServicePorts {
  clock: Clock;
  http: HttpFetch;
  cipher: SecretCipher;
  events: EventSink;
  confirm: ConfirmInMain;
  windows: WindowControl;
  checkNetwork: CheckNetwork;
  probes: ProbeWindows;
  logger: Logger;
  redact: Redact;
  /** Where everything is kept. */
  dataFolder: string;
  /** The bundle of storage/worker. */
  storageWorkerUrl: URL;
}

/** A window as services know it: by what it may hold on to. */
export interface AttachedWindow {
  windowId: number;
  serverId?: string | undefined;
}

export interface Services {
  vault: Vault;
  servers: ServersService;
  settings: SettingsService;
  requestLog: RequestLog;
  audit: Audit;
  watch: Watch;
  rooms: Rooms;
  listening: Listening;
  dispatchWatch: DispatchWatch;
  roomKeeper: RoomKeeper;
  observations: Observations;
  door: Door;
  capabilities: CapabilityStore;
  checks: Checks;
  reach: Reach;
  links: Links;
  lastRooms: LastRooms;
  rosterPreferences: RosterPreferencesStore;
  /** A server window opened: its lobby is watched from now on. */
  attachWindow(window: AttachedWindow): void;
  /** A window is gone: whatever it held is let go. */
  detachWindow(windowId: number): void;
  dispose(): Promise<void>;
}

/** Rejects if the disk or the database cannot be used. */
export async function createServices(ports: ServicePorts): Promise<Services> {
  const { clock, cipher, events, confirm, windows, logger, redact, dataFolder } = ports;
  const fileIn = (name: string): string => path.join(dataFolder, name);
  const vault = await createVault({ filePath: fileIn('vault.json'), cipher, clock, logger });
  const settings = await createSettings({ filePath: fileIn('settings.json'), clock, events, logger });
  const servers = await createServers({
    filePath: fileIn('servers.json'),
    clock,
    vault,
    events,
    windows,
    confirm,
    onKeyChanged: (serverId) => watch.hintServer(serverId),
    onAccessChanged: (serverId) => capabilities.forget(serverId),
  });
  const capabilities = await createCapabilityStore({
    filePath: fileIn('capabilities.json'),
    clock,
    events,
    logger,
    isSaved: (serverId) => servers.find(serverId)?.isTemporary === false,
  });
  const database = await openDatabase(fileIn('gavel.sqlite'), ports.storageWorkerUrl);
  const audit = createAudit({
    database,
    openKeeper: () =>
      openChainKeeper({ filePath: fileIn('audit-chain.json'), cipher, clock, logger, noteSecret: vault.noteSecret }),
    clock,
    events,
    redact,
    logger,
    confirm,
    operator: os.userInfo().username,
  });
  const requestLog = createRequestLog({ clock, events });
  const { findAccess } = servers;
  const paces = createSweepPaces(clock);
  const apis = createLivekitApis({
    findAccess,
    fetch: ports.http,
    clock,
    redact,
    nextSequence: requestLog.nextSequence,
    onRequest(record) {
      paces.note(record);
      watch.noteCall(record);
      requestLog.append(record);
    },
  });
  const identityStore = createIdentityFile({ filePath: fileIn('own-identities.json'), clock });
  const ownIdentities = await createOwnIdentities({ store: identityStore, clock });
  const watch = createWatch({ findApi: apis.find, clock, events, paces, isOwnIdentity: ownIdentities.has });
  const roomKeeper = createRoomKeeper({
    clock,
    events,
    hasSession: (serverId, room) => rooms.hasSession(serverId, room),
  });
  const observations = createObservations({
    onTaken: (serverId, room, taken) => dispatchWatch.takeObservations(serverId, room, taken),
  });
  const dispatchWatch = createDispatchWatch({
    findApi: apis.find,
    events,
    clock,
    paces,
    onLook: roomKeeper.takeLook,
    onUnlisted: roomKeeper.takeUnlisted,
    onFailure: roomKeeper.takeFailure,
    readObserved: observations.read,
    onRelease(serverId, room) {
      roomKeeper.forget(serverId, room);
      observations.forget(serverId, room);
    },
  });
  const rooms = createRooms({
    findAccess,
    findApi: apis.find,
    audit,
    ownIdentities,
    // Whoever shows a room shows its dispatches as well.
    watch: {
      holdRoom: (serverId, room) => both(watch.holdRoom(serverId, room), dispatchWatch.watch(serverId, room)),
      hastenRoom: watch.hastenRoom,
    },
    clock,
    logger,
    onSession: roomKeeper.takeSession,
    onRoomEnded: roomKeeper.forget,
    onSessionOver: (window, room) => listening.endSession(window, room),
  });
  const listening = createListening({
    findAccess,
    findApi: apis.find,
    isInRoom: rooms.isIn,
    audit,
    clock,
    logger,
  });
  const door = createDoor({
    findApi: apis.find,
    audit,
    events,
    clock,
    confirm,
    nameServer: (serverId) => servers.find(serverId)?.name ?? serverId,
    heldUntilMs: paces.heldUntilMs,
    onDispatchesTouched: dispatchWatch.lookSoon,
    onAnswered: (serverId, verb, error) => {
      for (const { name, learnt } of learnFromAnswer(verb, error)) capabilities.remember(serverId, name, learnt);
    },
  });
  const reach = createReach({ probes: ports.probes, audit, ownIdentities, clock });
  const checks = createChecks({
    find: servers.find,
    findAccess,
    network: ports.checkNetwork,
    fetch: ports.http,
    reach,
    capabilities,
    clock,
    events,
    redact,
    nextSequence: requestLog.nextSequence,
    onRequest: requestLog.append,
  });
  const perServer = { clock, logger, isKept: (serverId: string) => servers.find(serverId)?.isTemporary === false };
  const lastRooms = await createLastRooms({ ...perServer, filePath: fileIn('last-rooms.json') });
  const rosterPreferences = await createRosterPreferences({ ...perServer, filePath: fileIn('roster.json') });
  const links = createLinks({ servers, windows, confirm, events, clock, logger });
  const lobbies = new Map<number, () => void>();
  /** Windows that are gone and whose leaving is still being recorded. */
  const leaving = new Set<Promise<void>>();

  function forgetWindow(windowId: number): void {
    const left = rooms
      .forgetWindow(windowId)
      .catch((error: unknown) => logger.error(`leaving rooms failed: ${String(error)}`))
      .finally(() => leaving.delete(left));
    leaving.add(left);
  }

  return {
    vault,
    servers,
    settings,
    requestLog,
    audit,
    watch,
    rooms,
    listening,
    dispatchWatch,
    roomKeeper,
    observations,
    door,
    capabilities,
    checks,
    reach,
    links,
    lastRooms,
    rosterPreferences,
    attachWindow({ windowId, serverId }) {
      if (serverId !== undefined) lobbies.set(windowId, watch.holdServer(serverId));
    },
    detachWindow(windowId) {
      lobbies.get(windowId)?.();
      lobbies.delete(windowId);
      checks.forgetWindow(windowId);
      forgetWindow(windowId);
    },
    async dispose() {
      // What is under way is recorded before the database closes.
      await door.dispose();
      for (const windowId of lobbies.keys()) forgetWindow(windowId);
      await Promise.all(leaving);
      dispatchWatch.dispose();
      watch.dispose();
      requestLog.dispose();
      await audit.dispose();
      await capabilities.flush();
      await database.close();
    },
  };
}

function both(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}
