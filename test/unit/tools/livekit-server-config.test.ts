/** A server of ours stays on this machine, whatever a test lays over its configuration. */
import { describe, expect, it } from 'vitest';
import { buildLivekitServerConfig } from '#tools/livekit-server-config.ts';

const PORTS = { webSocket: 20_001, media: 20_002 };

describe('buildLivekitServerConfig', () => {
  it('listens on loopback only and names no STUN server', () => {
    expect(buildLivekitServerConfig(PORTS, '/keys.yaml')).toMatchObject({
      port: 20_001,
      bind_addresses: ['127.0.0.1'],
      key_file: '/keys.yaml',
      rtc: {
        udp_port: 20_002,
        tcp_port: 0,
        node_ip: '127.0.0.1',
        use_external_ip: false,
        enable_loopback_candidate: true,
        interfaces: { includes: ['lo'] },
        stun_servers: [],
      },
    });
  });

  it('lays sections over each other without losing their other keys', () => {
    const config = buildLivekitServerConfig(PORTS, '/keys.yaml', { room: { empty_timeout: 2 }, rtc: { udp_port: 9 } });
    expect(config).toMatchObject({ room: { empty_timeout: 2 }, rtc: { udp_port: 9, tcp_port: 0 } });
  });

  it('holds no key itself', () => {
    expect(JSON.stringify(buildLivekitServerConfig(PORTS, '/keys.yaml'))).not.toContain('"keys"');
  });
});
