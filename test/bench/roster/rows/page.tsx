/**
 * The product's own people, table, view and grid on a page without livekit-client, fed with facts: for numbers of rows that no
 * room has. Cells are texts.
 */
import { createRoot } from 'react-dom/client';
import type { ParticipantFacts } from '../../../../contract/domain/participant-facts.ts';
import { drawColumns } from '../../../../renderer/features/grid-tools/column-choices.ts';
import {
  listRosterColumns,
  rosterColumnRules,
  readSortType,
} from '../../../../renderer/features/roster/roster-columns.ts';
import { createEventLog } from '../../../../renderer/room/event-log.ts';
import { createPeople } from '../../../../renderer/room/people.ts';
import { createColumnTable } from '../../../../renderer/table/column-table.ts';
import { createFrameScheduler } from '../../../../renderer/table/frame-scheduler.ts';
import { Grid } from '../../../../renderer/table/grid/grid.tsx';
import { createTableView } from '../../../../renderer/table/table-view.ts';
import { picked, pickKey, scoreKey } from '../../../support/feed/crowd-model.ts';
import { benchChoices } from '../bench-columns.ts';
import type { WorkerCommand } from './crowd-worker.ts';
// The build makes a worker of the module, with a default export that the module itself does not have.
// eslint-disable-next-line import/default
import CrowdWorker from './crowd-worker.ts?worker&inline';
import '../../../../renderer/app/tokens.css';

export interface RowsPage {
  /** Resolves when everybody is in the table. */
  fill(people: number): Promise<void>;
  setPace(changesPerSecond: number): void;
}

declare global {
  interface Window {
    rosterRows: RowsPage;
  }
}

const parameters = new URLSearchParams(location.search);
const place = document.createElement('div');
place.style.cssText = `inline-size:${parameters.get('width')}px;block-size:${parameters.get('height')}px;display:flex`;
document.body.style.margin = '0';
document.body.append(place);

const scheduler = createFrameScheduler();
const table = createColumnTable({ scheduler });
const log = createEventLog({ scheduler });
const people = createPeople({ table, log, scheduler, now: Date.now, onCounts: () => undefined });
const view = createTableView(table, { sortTypeOf: readSortType });
const worker = new CrowdWorker();
const quietColumns = new Set(['speaking', 'level', 'seen', 'changed']);

window.rosterRows = {
  fill(count) {
    return new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<ParticipantFacts[]>) => {
        people.takeSnapshot(data, true);
        worker.onmessage = ({ data: updates }: MessageEvent<ParticipantFacts[]>) => {
          for (const facts of updates) people.takeUpdate(facts);
        };
        view.setSort([{ column: `attr.${scoreKey}`, direction: 'descending' }]);
        view.setFilter({
          columns: new Set([`attr.${pickKey}`]),
          dependsOnTime: false,
          test: (read) => read(`attr.${pickKey}`) === picked,
        });
        createRoot(place).render(
          <Grid
            name="Participants"
            table={table}
            view={view}
            columns={drawColumns(benchChoices, listRosterColumns(table.columns()), rosterColumnRules)}
            quietColumns={quietColumns}
            renderCell={({ value }) => <span>{String(value ?? '')}</span>}
            describeRow={() => ({ label: '', className: '' })}
            selectedKey={undefined}
            onSelect={() => undefined}
            onOpen={() => undefined}
          />,
        );
        requestAnimationFrame(() => resolve());
      };
      worker.postMessage({ people: count } satisfies WorkerCommand);
    });
  },
  setPace: (changesPerSecond) => worker.postMessage({ changesPerSecond } satisfies WorkerCommand),
};
