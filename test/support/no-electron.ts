/** Stands where `electron` would be in unit tests: what needs the real one is tested end to end. */
throw new Error('unit tests run without Electron: put what needs it behind a port, or mock "electron" in this test');

export {};
