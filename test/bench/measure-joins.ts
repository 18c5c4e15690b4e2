/** Click → live, beside livekit-client alone from its call to its event. */
import type { BenchPair } from './bench-room.ts';

/** Milliseconds of each counted join. */
export interface JoinTimes {
  console: { live: number[]; everybody: number[] };
  baseline: { connected: number[]; everybody: number[] };
}

/** Joins in turn, `runs` times each, after one join each that is not counted. Never both at once. */
export async function measureJoins(pair: BenchPair, room: string, count: number, runs: number): Promise<JoinTimes> {
  const times: JoinTimes = { console: { live: [], everybody: [] }, baseline: { connected: [], everybody: [] } };
  for (let run = 0; run <= runs; run += 1) {
    const theirs = await pair.joinByBaseline(room, count);
    await pair.leaveByBaseline(room, count);
    const ours = await pair.joinByConsole(room, count);
    await pair.leaveByConsole(room, count);
    if (run === 0) continue;
    times.baseline.connected.push(theirs.connectedMs);
    times.baseline.everybody.push(theirs.everybodyMs);
    times.console.live.push(ours.liveMs);
    times.console.everybody.push(ours.everybodyMs);
  }
  return times;
}
