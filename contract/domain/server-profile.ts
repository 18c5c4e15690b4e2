/** A saved LiveKit server as both sides see it. The secret is never part of it. */

export const serverColours = ['slate', 'teal', 'blue', 'indigo', 'plum', 'olive', 'ochre'] as const;
export type ServerColour = (typeof serverColours)[number];

export const environments = ['development', 'staging', 'production'] as const;
export type Environment = (typeof environments)[number];

/**
 * How the console observes a room of this server: `levels` may subscribe (microphones, disabled, for speaking and
 * level), `strict` connects without the right to subscribe to anything.
 */
export const observerModes = ['levels', 'strict'] as const;
export type ObserverMode = (typeof observerModes)[number];

/** Where the API secret is: in the system's keystore, in memory until the app ends, or nowhere (asked for again). */
export type SecretState = 'stored' | 'session' | 'missing';

export interface ServerProfile {
  /** Random, lower case, never reused; also the host of the server window's origin. */
  id: string;
  name: string;
  /** As LiveKit's SDKs accept it (ws, wss, http or https), normalised, without a path. */
  url: string;
  apiKey: string;
  colour: ServerColour;
  environment: Environment;
  observerMode: ObserverMode;
  secretState: SecretState;
  /** True for a server that exists for this run only (the demo). */
  isTemporary: boolean;
}

/** What the window of one server is told of the others: enough to go there, nothing of how they are reached. */
export type ServerName = Pick<ServerProfile, 'id' | 'name' | 'colour' | 'environment'>;

/** What the system's keystore gives: real protection, or none (secrets then live for the session only). */
export interface SecretProtection {
  isAvailable: boolean;
  /** The backend's own name, such as `gnome_libsecret`, `keychain`, `dpapi` or `basic_text`. */
  backend: string;
  /** One sentence for the moderator. */
  explanation: string;
}

/** What the form hands over. `apiSecret` is absent when an edit keeps the stored one. */
export interface ServerDraft {
  name: string;
  url: string;
  apiKey: string;
  apiSecret?: string;
  colour: ServerColour;
  environment: Environment;
  observerMode: ObserverMode;
}
