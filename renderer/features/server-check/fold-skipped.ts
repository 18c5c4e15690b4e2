/** Which lines of a check stand together as one: many that were not tested say no more than their number. Pure. */
import type { CheckLine, CheckLineId } from '#contract/domain/server-check';

const fewestFolded = 3;

/** The ids in their order; those of neighbouring lines that were not even tried are one group. */
export function foldSkipped(
  ids: readonly CheckLineId[],
  lines: ReadonlyMap<CheckLineId, Pick<CheckLine, 'state' | 'tookMs'>>,
): CheckLineId[][] {
  const groups: CheckLineId[][] = [];
  let run: CheckLineId[] = [];
  const endRun = (): void => {
    groups.push(...(run.length < fewestFolded ? run.map((id) => [id]) : [run]));
    run = [];
  };
  for (const id of ids) {
    const line = lines.get(id);
    if (line?.state === 'skipped' && line.tookMs === undefined) {
      run.push(id);
      continue;
    }
    endRun();
    groups.push([id]);
  }
  endRun();
  return groups;
}
