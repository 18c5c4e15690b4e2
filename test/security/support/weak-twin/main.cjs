/** An app that does everything the checklist forbids: what each spec must find here, or it would find it nowhere. */
const path = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

ipcMain.handle('weak:ask', () => 'answered');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    webPreferences: {
      preload: path.join(__dirname, 'preload.cjs'),
      nodeIntegration: true,
      nodeIntegrationInSubFrames: true,
      contextIsolation: false,
      sandbox: false,
      webSecurity: false,
      allowRunningInsecureContent: true,
      experimentalFeatures: true,
      enableBlinkFeatures: 'AudioVideoTracks',
      webviewTag: true,
    },
  });
  return window.loadFile(path.join(__dirname, 'index.html'));
});
