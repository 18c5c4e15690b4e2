/** What can be done with the saved servers. Each label and key is stated here once, for rows, palette and keys dialog. */
import type { ServerProfile } from '#contract/domain/server-profile';
import { useCommands, type Command, type CommandDefinition } from '#renderer/lib/commands.ts';

export interface ServerActions {
  open(serverId: string): void;
  edit(serverId: string): void;
  check(serverId: string): void;
  remove(serverId: string): void;
}

const place = 'Servers';

export const addServerCommand = {
  id: 'server.add',
  label: 'Add server',
  place,
  keys: 'n',
} as const satisfies CommandDefinition;

export const auditCommand = {
  id: 'audit.show',
  label: 'Audit',
  place,
  keys: 'a',
} as const satisfies CommandDefinition;

/** Of one server. The keys are those of the row that has the focus, which handles them by itself. */
export const serverCommands = {
  open: { id: 'server.open', label: 'Open server', place, keys: 'Enter' },
  edit: { id: 'server.edit', label: 'Edit server', place, keys: 'e' },
  check: { id: 'server.check', label: 'Check connection', place, keys: 'c' },
  remove: { id: 'server.delete', label: 'Delete server', place, keys: 'Delete' },
} as const satisfies Record<keyof ServerActions, CommandDefinition>;

const verbs = ['open', 'edit', 'check', 'remove'] as const;

export interface ServersCommandsOptions {
  servers: readonly ServerProfile[];
  actions: ServerActions;
  onAdd: () => void;
  onShowAudit: () => void;
}

export function useServersCommands({ servers, actions, onAdd, onShowAudit }: ServersCommandsOptions): void {
  const rowKeys: Command[] =
    servers.length === 0
      ? []
      : [
          { id: 'server.keys.rows', label: 'Go through the servers', place, keys: '↑ ↓' },
          ...verbs.map((verb): Command => serverCommands[verb]),
        ];
  const ofEach = servers.flatMap(({ id, name, environment }) =>
    verbs.map((verb): Command => {
      const { id: commandId, label } = serverCommands[verb];
      return {
        id: `${commandId} ${id}`,
        label,
        place,
        detail: `${name} (${environment})`,
        run: () => actions[verb](id),
      };
    }),
  );
  useCommands([{ ...addServerCommand, run: onAdd }, { ...auditCommand, run: onShowAudit }, ...rowKeys, ...ofEach]);
}
