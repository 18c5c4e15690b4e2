/**
 * The configuration with which a livekit-server stays at one address, loopback by default. Pure: it writes nothing and
 * starts nothing.
 */
import type { NetworkPlace } from './local-network.ts';

/** Ports of one server. `webSocket` carries signalling and the API, `media` is the one UDP port. */
export interface LivekitServerPorts {
  readonly webSocket: number;
  readonly media: number;
}

/** What differs from a plain server on loopback; laid over it key by key. */
export type LivekitServerConfig = { readonly [key: string]: ConfigValue };
type ConfigValue = string | number | boolean | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/** Builds the whole configuration. JSON is valid YAML, so that it can be written as it is. */
export function buildLivekitServerConfig(
  ports: LivekitServerPorts,
  keyFile: string,
  overrides: LivekitServerConfig = {},
  { address, interfaceName }: NetworkPlace = { address: '127.0.0.1', interfaceName: 'lo' },
): LivekitServerConfig {
  return mergeConfig(
    {
      port: ports.webSocket,
      // SECURITY: on loopback nothing of a server for demo and tests can be reached from another machine.
      bind_addresses: [address],
      key_file: keyFile,
      rtc: {
        udp_port: ports.media,
        // The TCP port for media listens on all addresses whatever is configured; 0 turns it off.
        tcp_port: 0,
        node_ip: address,
        use_external_ip: false,
        enable_loopback_candidate: true,
        // Without it the UDP port listens on every interface.
        interfaces: { includes: [interfaceName] },
        // Else the join answer names public STUN servers and clients talk to them.
        stun_servers: [],
      },
      room: {},
      logging: { level: 'info' },
    },
    overrides,
  );
}

function mergeConfig(base: LivekitServerConfig, over: LivekitServerConfig): LivekitServerConfig {
  const merged: Record<string, ConfigValue> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const known = merged[key];
    merged[key] = isSection(known) && isSection(value) ? mergeConfig(known, value) : value;
  }
  return merged;
}

function isSection(value: ConfigValue | undefined): value is LivekitServerConfig {
  return typeof value === 'object' && !Array.isArray(value);
}
