/**
 * The table of contents of start-up: what is set up, in which order, and why the order matters. Does nothing itself.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, dialog, safeStorage, screen } from 'electron';
import { createRedactor } from '#contract/redaction';
import { setupAppMenu } from './app/app-menu.ts';
import type { DemoServer } from './app/demo-server.ts';
import { claimLinks, listenForLinks, readLinkArgument, type HandedOver } from './app/deep-links.ts';
import { createAppPort } from './app/describe-app.ts';
import { readLaunchOptions } from './app/launch-options.ts';
import { isProofVersion } from './app/proof-version.ts';
import { setupLifecycle } from './app/lifecycle.ts';
import { createUnsavedDrafts } from './app/unsaved-drafts.ts';
import { createWindowControl } from './app/window-control.ts';
import { createWindowFactory, isDarkTheme } from './app/window-factory.ts';
import { createWindowPlaces } from './app/window-places.ts';
import { createWindowRegistry } from './app/window-registry.ts';
import { createAppHandlers } from './ipc/app.ts';
import { createDispatcher } from './ipc/dispatcher.ts';
import { createCleanEvents } from './ipc/exit.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createEventSink, registerRequests } from './ipc/register.ts';
import { createCheckNetwork } from './platform/check-network.ts';
import { createClock } from './platform/clock.ts';
import { createConfirm } from './platform/confirm.ts';
import { createHttpFetch } from './platform/http-fetch.ts';
import { createLogger } from './platform/logger.ts';
import { createSecretCipher } from './platform/secret-cipher.ts';
import { refuseDebugging } from './security/debugging.ts';
import { guardNavigation } from './security/navigation.ts';
import { guardSessions } from './security/session-guard.ts';
import { registerUiScheme } from './security/ui-protocol.ts';
import { createServices, type Services } from './services/compose.ts';

const isProof = isProofVersion(app.getVersion());
// SECURITY: before Electron reads the switches, which it does once this module has been loaded.
if (app.isPackaged && !isProof) refuseDebugging(app.commandLine);

const ownLink = readLinkArgument(process.argv);
const handedOver: HandedOver = ownLink === undefined ? {} : { link: ownLink };
if (app.requestSingleInstanceLock(handedOver)) {
  // Not awaited: Electron becomes ready only after this module has been loaded.
  start().catch(failToStart);
} else {
  // The first instance is told by the system, comes to the front and takes the link.
  app.quit();
}

async function start(): Promise<void> {
  const demoFd = __IS_DEVELOPMENT__ ? readLaunchOptions(process.argv).demoFd : undefined;
  // A link, or a second start, may come before anything can answer it.
  const links = listenForLinks(app, ownLink);
  const dataFolder = app.getPath('userData');
  let services: Services | undefined;

  // First of all, so that whatever fails from here on is written down, without secrets.
  const redact = createRedactor(() => services?.vault.known() ?? []);
  const logger = createLogger({
    filePath: path.join(dataFolder, 'logs', 'main.log'),
    redact,
    hasTerminal: !app.isPackaged,
  });
  process.on('unhandledRejection', (reason) => logger.error(`unhandled: ${describeFailure(reason)}`));

  // SECURITY: recommendation 4, for every renderer, whoever asks for it, and against --no-sandbox alone. Only before
  // Electron is ready. Where no sandbox can be had it would end the app; such a start is said in every window.
  // A switch and not an argument, because Electron cuts off what stands before the app's folder.
  if (__IS_DEVELOPMENT__ && app.commandLine.hasSwitch('gavel-unsandboxed')) logger.warn('started without the sandbox');
  else app.enableSandbox();
  registerUiScheme();

  // The guards see every session and page that is made, so they come before the first of either.
  const registry = createWindowRegistry();
  guardSessions(app, (host) => registry.findByHost(host)?.windowKind, logger);
  guardNavigation(app, (contentsId) => registry.find(contentsId)?.host, logger);

  // The pipe is closed before Electron starts any process of a page.
  const demo = __IS_DEVELOPMENT__ && demoFd !== undefined ? await readDemo(demoFd) : undefined;

  await app.whenReady();

  // Windows and services know each other by ports; both exist before the first request can come.
  const confirm = createConfirm((serverId) => windows.findServerWindow(serverId));
  const unsavedDrafts = createUnsavedDrafts({ app, confirm });
  const clock = createClock();
  const places = await createWindowPlaces({
    filePath: path.join(dataFolder, 'window-places.json'),
    clock,
    logger,
    readScreens: () => screen.getAllDisplays().map(({ workArea }) => workArea),
  });
  const openWindow = createWindowFactory({
    registry,
    unsavedDrafts,
    places,
    preloadPath: path.join(import.meta.dirname, '../preload/index.cjs'),
    uiFolder: path.join(import.meta.dirname, '../renderer'),
    hasDevTools: !app.isPackaged,
    isDark: () => isDarkTheme(services?.settings.read().theme ?? 'system'),
  });
  const windows = createWindowControl({
    registry,
    openWindow,
    servers: {
      find: (serverId) => services?.servers.find(serverId),
      findAddress: (serverId) => services?.servers.findAddress(serverId),
    },
    countDrafts: unsavedDrafts.count,
    onOpened: (window) => {
      if (window.windowKind === 'server') services?.attachWindow(window);
    },
    onClosed: ({ windowId }) => {
      dispatcher.forgetWindow(windowId);
      services?.detachWindow(windowId);
    },
  });
  // SECURITY: one exit for what main tells windows; answers pass it in the dispatcher.
  const events = createCleanEvents(createEventSink(registry), redact);
  setupAppMenu(() => {
    const focused = BrowserWindow.getFocusedWindow();
    if (focused) events.toWindow(focused.webContents.id, 'app:keys-wanted', null);
  });
  const ports = {
    clock,
    http: createHttpFetch(),
    cipher: createSecretCipher(safeStorage, process.platform),
    events,
    confirm,
    windows,
    checkNetwork: createCheckNetwork(),
    probes: windows,
    logger,
    redact,
    dataFolder,
    storageWorkerUrl: pathToFileURL(path.join(import.meta.dirname, 'storage-worker.js')),
  };
  services = await createServices(ports);
  const dispatcher = createDispatcher({
    handlers: { ...createHandlers(services, ports), ...createAppHandlers(createAppPort(app, registry, unsavedDrafts)) },
    clock: ports.clock,
    redact,
    logger,
  });
  registerRequests(dispatcher, registry);
  setupLifecycle({
    app,
    logger,
    onSignal: () => unsavedDrafts.stopAsking(),
    dispose: async () => void (await Promise.all([places.flush(), services?.dispose()])),
    openFirstWindow: () => windows.openManager(),
  });
  claimLinks(app);

  // Last: a window asks at once, and by now everything can answer.
  if (demo) await services.servers.addTemporary(demo);
  else if (__IS_DEVELOPMENT__ && demoFd !== undefined) logger.warn('the demo told no server');
  windows.openManager();
  if (isProof) logger.warn('NOT FOR DISTRIBUTION: made with the development runtime, to prove that packaging works');
  const { receive } = services.links;
  links.deliver({
    onSecondStart: () => windows.focusAny(),
    onLink: (link) => void receive(link).catch((error: unknown) => logger.error(`a link failed: ${String(error)}`)),
  });
  logger.info(`Gavel ${app.getVersion()} on Electron ${process.versions.electron} is ready`);
}

/** Loaded only here, so that a product's bundle is without it. */
async function readDemo(demoFd: number): Promise<DemoServer | undefined> {
  const { readDemoServer } = await import('./app/demo-server.ts');
  return readDemoServer(demoFd, app.isPackaged);
}

/** Nothing can be shown in a window then; a system dialog and a code for who started us. */
function failToStart(reason: unknown): void {
  process.stderr.write(`Gavel cannot start: ${describeFailure(reason)}\n`);
  dialog.showErrorBox('Gavel cannot start', reason instanceof Error ? reason.message : String(reason));
  app.exit(1);
}

function describeFailure(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}
