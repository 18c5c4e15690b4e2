/**
 * What a change of many will do, before it does it: who, who is left out and why, who is so already. Whom it is for was fixed
 * when it was opened; main reads them fresh, and freezes the plan.
 */
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { maxPlanTargets, type Plan, type PlanTarget } from '#contract/domain/action';
import { readAttributeFieldName } from '#contract/fields';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { BulkBar } from '#renderer/features/actions/bulk/bulk-bar.tsx';
import { bulkStore } from '#renderer/features/actions/bulk/bulk-store.ts';
import { BulkList, BulkTabs } from '#renderer/features/actions/bulk/bulk-tabs.tsx';
import { sayPlanValue } from '#renderer/features/actions/bulk/describe-bulk.ts';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ColumnTable, RowList } from '#renderer/table/types.ts';
import { listExemptions } from '../marked-people.ts';
import { countPeople, describeWish, findWishFault, nameWishField, writeRequest, type BulkWish } from './bulk-wish.ts';
import { chooseTargets, findOutSince } from './choose-targets.ts';
import { ProtectedDialog } from './protected-dialog.tsx';
import { usePlan, type PlanState } from './use-plan.ts';
import { useProtection } from './use-protection.ts';
import { WishForm } from './wish-form.tsx';
import './plan-dialog.css';

export interface PlanDialogProps {
  room: string;
  table: ColumnTable;
  /** Who is marked; fixed while the dialog stands. */
  rows: RowList;
  isAbsent: (column: string) => boolean;
  firstWish: BulkWish;
  onClose: () => void;
}

type Tab = 'change' | 'already' | 'out';

interface OutRow {
  target: string;
  reason: string;
  isTickable: boolean;
}

const offeredKeyCharacters = 60;
const runKeys = '$mod+Enter';

export function PlanDialog({ room, table, rows, isAbsent, firstWish, onClose }: PlanDialogProps) {
  const [wish, setWish] = useState(firstWish);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [tab, setTab] = useState<Tab>('change');
  const [runError, setRunError] = useState<GavelError>();
  const [isAsking, setAsking] = useState(false);
  const [isProtecting, setProtecting] = useState(false);
  const first = useRef<HTMLElement>(null);
  const protection = useProtection();
  // The table changes under the dialog: whom it is for is judged again with each plan that is asked for.
  const [judgedAtMs, setJudgedAtMs] = useState(readNowMs);
  const exemptions = useMemo(() => listExemptions(protection, judgedAtMs), [protection, judgedAtMs]);
  const { identities, leftOut } = useMemo(
    () => chooseTargets(table, rows, exemptions, ticked, isAbsent),
    [table, rows, exemptions, ticked, isAbsent],
  );
  const fault = findWishFault(wish);
  const isTooMany = identities.length > maxPlanTargets;
  const request = useMemo(
    () =>
      fault !== undefined || identities.length === 0 || isTooMany ? undefined : writeRequest(wish, room, identities),
    [fault, isTooMany, wish, room, identities],
  );
  const { state, planAgain, markOver } = usePlan(request);
  const verbOff = useVerbOff(wish.kind === 'right' ? 'participant.set-permission' : 'participant.set-attributes');
  // The system draws the list of them: what it could be misled by is not offered.
  const keys = useMemo(
    () =>
      table
        .columns()
        .flatMap((column) => readAttributeFieldName(column) ?? [])
        .filter((key) => spellHostileText(key, offeredKeyCharacters) === key),
    [table],
  );
  const field = nameWishField(wish);
  const words = describeWish(wish);
  const targets = state.kind === 'planned' ? state.plan.targets : [];
  const changing = targets.filter(({ disposition }) => disposition === 'change');
  const already = targets.filter(({ disposition }) => disposition === 'already');
  const out = listOut(leftOut, ticked, targets);
  const count = state.kind === 'planned' ? changing.length : identities.length;

  function tick(identity: string, isTicked: boolean): void {
    const next = new Set(ticked);
    if (isTicked) next.add(identity);
    else next.delete(identity);
    setTicked(next);
  }

  function judgeAndPlanAgain(): void {
    setJudgedAtMs(readNowMs());
    setRunError(undefined);
    planAgain();
  }

  async function run(plan: Plan): Promise<void> {
    const chosenNow = chooseTargets(table, rows, listExemptions(protection), ticked, isAbsent);
    const outSince = findOutSince(
      changing.map(({ target }) => target),
      chosenNow,
    );
    if (outSince.length > 0) {
      judgeAndPlanAgain();
      return setRunError({
        code: 'conflict',
        message: `Nothing was sent: ${countPeople(outSince.length)} in this plan ${outSince.length === 1 ? 'is' : 'are'} to be left out by now.`,
        detail: { cure: 'It is planned again without them. Tick them under “Left out” if they are meant.' },
      });
    }
    setAsking(true);
    setRunError(undefined);
    const answer = await bulkStore.start(plan, {
      what: words.what,
      reason,
      request,
      field,
      leftOut: out
        .filter(({ target }) => !plan.targets.some((planned) => planned.target === target))
        .map(({ target, reason: why }) => ({ target, reason: why })),
    });
    setAsking(false);
    if (answer.ok) return onClose();
    // Main takes a plan once, whatever became of it.
    markOver();
    setRunError(answer.error.code === 'declined' ? undefined : answer.error);
  }

  const offReason =
    verbOff ??
    (identities.length === 0 ? 'Nobody is left: all who are marked are left out.' : undefined) ??
    (isTooMany ? `One plan takes ${formatCount(maxPlanTargets)} people at most.` : undefined) ??
    fault ??
    explainRunOff(state, changing.length, isAsking);

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (offReason === undefined && state.kind === 'planned') void run(state.plan);
  }

  return (
    <Dialog
      title={`${words.what} of ${countPeople(count)}`}
      name="Plan"
      subtitle={describeReach(state)}
      width="wide"
      isOpen
      onClose={onClose}
      isClosedByPressOutside={false}
      initialFocus={first}
      quietActions={
        <Button size="large" look="quiet" onClick={() => setProtecting(true)}>
          Protected people…
        </Button>
      }
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            Cancel
          </Button>
          {state.kind === 'over' || state.kind === 'failed' ? (
            <Button size="large" look="primary" onClick={judgeAndPlanAgain}>
              Plan again
            </Button>
          ) : (
            <Button
              size="large"
              look="primary"
              keys={showKeys(runKeys)}
              offReason={offReason}
              onClick={() => state.kind === 'planned' && void run(state.plan)}
            >
              {words.verb} for {countPeople(count)}
            </Button>
          )}
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a key for the button that Tab reaches too */}
      <div className="bulk" onKeyDown={onKey}>
        <WishForm wish={wish} keys={keys} first={first} onChange={setWish} />
        {runError && <ErrorPanel error={runError} isCompact />}
        {state.kind === 'failed' && <ErrorPanel error={state.error} isCompact />}
        <BulkBar
          parts={[
            { look: 'change', label: 'will change', count: changing.length },
            { look: 'already', label: 'already so', count: already.length },
            { look: 'skipped', label: 'left out', count: out.filter((row) => !ticked.has(row.target)).length },
          ]}
          end={`${formatCount(rows.length)} marked`}
        />
        <p className="base-hidden" role="status">
          {state.kind === 'planned' &&
            `${formatCount(changing.length)} will change, ${formatCount(already.length)} already so, ${formatCount(out.length)} left out`}
        </p>
        {state.kind === 'planned' && state.plan.warnings.length > 0 && (
          <ul className="bulk-warnings" aria-label="Warnings">
            {state.plan.warnings.map((warning) => (
              <li key={warning}>
                <HostileText text={warning} maxCharacters={400} />
              </li>
            ))}
          </ul>
        )}
        <BulkTabs
          name="Who"
          tabs={[
            { value: 'change', label: 'Will change', count: changing.length },
            { value: 'already', label: 'Already so', count: already.length },
            { value: 'out', label: 'Left out', count: out.length },
          ]}
          value={tab}
          onValueChange={setTab}
        >
          {tab === 'out' ? (
            <BulkList name="Left out" rows={out} empty="Nobody." renderRow={(row) => renderOut(row, ticked, tick)} />
          ) : (
            <BulkList
              name={tab === 'change' ? 'Will change' : 'Already so'}
              rows={tab === 'change' ? changing : already}
              empty={state.kind === 'planned' ? 'Nobody.' : describeWaiting(state, fault)}
              renderRow={(target) => renderTarget(target, field)}
            />
          )}
        </BulkTabs>
        <TextField label="Reason" hint="Goes to the audit." maxLength={500} value={reason} onValueChange={setReason} />
      </div>
      {isProtecting && <ProtectedDialog table={table} isAbsent={isAbsent} onClose={() => setProtecting(false)} />}
    </Dialog>
  );
}

function readNowMs(): number {
  return Date.now();
}

/** Those who are left out by choice, ticked or not, and those of whom main says that nothing can be done. */
function listOut(
  leftOut: ReturnType<typeof chooseTargets>['leftOut'],
  ticked: ReadonlySet<string>,
  targets: readonly PlanTarget[],
): OutRow[] {
  const byChoice = leftOut.map(({ identity, reason, isTickable }) => ({ target: identity, reason, isTickable }));
  const known = new Set(leftOut.map(({ identity }) => identity));
  const refused = targets
    .filter(({ disposition }) => disposition !== 'change' && disposition !== 'already')
    .map(({ target, error }) => ({ target, reason: error?.message ?? 'cannot be changed', isTickable: false }));
  return [
    ...byChoice.map((row) => {
      const no = ticked.has(row.target) && refused.find(({ target }) => target === row.target);
      return no ? { ...row, reason: `${row.reason}; ${no.reason}` } : row;
    }),
    ...refused.filter(({ target }) => !known.has(target)),
  ];
}

function renderTarget({ target, before, after }: PlanTarget, field: string) {
  const [was, will] = [sayPlanValue(field, before), sayPlanValue(field, after)];
  return (
    <>
      <span />
      <span className="bulk-who">
        <HostileText text={target} maxCharacters={80} />
      </span>
      <span className="bulk-words">
        <HostileText text={was === will ? was : `${was} → ${will}`} maxCharacters={200} />
      </span>
    </>
  );
}

function renderOut(
  { target, reason, isTickable }: OutRow,
  ticked: ReadonlySet<string>,
  tick: (identity: string, isTicked: boolean) => void,
) {
  const who = <HostileText text={target} maxCharacters={80} />;
  const words = (
    <span className="bulk-words bulk-out">
      <HostileText text={reason} maxCharacters={300} />
      <span className="bulk-end">
        {isTickable ? (ticked.has(target) ? 'taken in' : 'tick to take in') : 'not possible'}
      </span>
    </span>
  );
  if (!isTickable) {
    return (
      <>
        <span />
        <span className="bulk-who">{who}</span>
        {words}
      </>
    );
  }
  return (
    <label className="bulk-tick">
      <input type="checkbox" checked={ticked.has(target)} onChange={({ target: box }) => tick(target, box.checked)} />
      <span className="bulk-who">{who}</span>
      {words}
    </label>
  );
}

function explainRunOff(state: PlanState, changes: number, isAsking: boolean): string | undefined {
  if (isAsking) return 'It is being begun.';
  if (state.kind !== 'planned') return 'It is being planned.';
  return changes === 0 ? 'Nothing would change.' : undefined;
}

function describeWaiting(state: PlanState, fault: string | undefined): string {
  if (fault !== undefined) return fault;
  if (state.kind === 'over') return 'The plan is too old: what is there may have changed.';
  return state.kind === 'planning' ? 'Everybody is being read…' : 'Nobody.';
}

function describeReach(state: PlanState): string {
  if (state.kind !== 'planned') return 'Nothing is sent before you say so. Who joins later is not among them.';
  const { reversibility, isConfirmedByMain } = state.plan;
  const undo =
    reversibility === 'full'
      ? 'Can be undone for all at once.'
      : reversibility === 'partial'
        ? 'Can be undone, but what ends by it does not come back by itself.'
        : 'Cannot be undone.';
  return isConfirmedByMain ? `${undo} It is wide: you will be asked once more.` : undo;
}
