/** Puts the services together: the one place that knows which depends on which. */
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../storage/database.ts';
import { createAudit, type Audit } from './audit/audit.ts';
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
import { createRequestLog, type RequestLog } from './request-log/request-log.ts';
import { createServers, type ServersService } from './servers/servers.ts';
import { createSettings, type SettingsService } from './settings/settings.ts';
import { createVault, type Vault } from './vault/vault.ts';

/** Everything the services need from the outside. */
export interface ServicePorts {
  clock: Clock;
  http: HttpFetch;
  cipher: SecretCipher;
  events: EventSink;
  confirm: ConfirmInMain;
  windows: WindowControl;
  logger: Logger;
  redact: Redact;
  /** Where everything is kept. */
  dataFolder: string;
  /** The bundle of storage/worker. */
  storageWorkerUrl: URL;
}

export interface Services {
  vault: Vault;
  servers: ServersService;
  settings: SettingsService;
  requestLog: RequestLog;
  audit: Audit;
  dispose(): Promise<void>;
}

/** Rejects if the disk or the database cannot be used. */
export async function createServices(ports: ServicePorts): Promise<Services> {
  const { clock, cipher, events, confirm, windows, logger, redact, dataFolder } = ports;
  const vault = await createVault({ filePath: path.join(dataFolder, 'vault.json'), cipher, clock, logger });
  const settings = await createSettings({ filePath: path.join(dataFolder, 'settings.json'), clock, events, logger });
  const servers = await createServers({
    filePath: path.join(dataFolder, 'servers.json'),
    clock,
    vault,
    events,
    windows,
    confirm,
  });
  const database = await openDatabase(path.join(dataFolder, 'gavel.sqlite'), ports.storageWorkerUrl);
  const audit = createAudit({ database, clock, events, redact, operator: os.userInfo().username });
  const requestLog = createRequestLog({ clock, events });
  return {
    vault,
    servers,
    settings,
    requestLog,
    audit,
    async dispose() {
      requestLog.dispose();
      await database.close();
    },
  };
}
