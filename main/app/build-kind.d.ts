/** Set by the bundler: false where the app is packaged, and what is behind it is then left out. */
declare const __IS_DEVELOPMENT__: boolean;
