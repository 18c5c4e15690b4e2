/** Finds an address by which other computers of the local network would reach this one. Asks the system alone. */
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** An address of this computer, and the interface that has it. */
export interface NetworkPlace {
  readonly address: string;
  readonly interfaceName: string;
}

const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** One that is private, as computers in homes and offices have; undefined on a computer that has none. */
export function findPrivatePlace(interfaces = networkInterfaces()): NetworkPlace | undefined {
  return listPlaces(interfaces).find(({ address }) => privateAddress.test(address));
}

/** A private one if there is, else any that is not loopback; undefined on a computer without a network. */
export function findNetworkPlace(interfaces = networkInterfaces()): NetworkPlace | undefined {
  return findPrivatePlace(interfaces) ?? listPlaces(interfaces)[0];
}

function listPlaces(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): NetworkPlace[] {
  return Object.entries(interfaces).flatMap(([interfaceName, infos = []]) =>
    infos
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, interfaceName })),
  );
}
