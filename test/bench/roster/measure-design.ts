/** Takes one design through its steps, once; the crowd goes on changing only during a step. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RosterArguments } from './arguments.ts';
import { installMeter, type Meter } from './page-meter.ts';
import { stepsOf, type Design, type DesignFigures, type Step } from './steps.ts';
import type { RosterStage, Shown } from './stage.ts';

/** Before a step is measured its changes come for so long: everything is warm and long lists are settled. */
const settleMs = 2_000;
const stepMs = 6_000;
const beatsPerSecond = 5;
const keyEveryMs = 250;

/** Adds one round to what was measured before. */
export async function measureDesign(
  stage: RosterStage,
  design: Design,
  figures: DesignFigures,
  { steps, profiles }: Pick<RosterArguments, 'steps' | 'profiles'>,
): Promise<void> {
  const shown = await stage.show(design);
  figures.shownMs.push(shown.shownMs);
  const meter = await installMeter(shown.page, shown.timedCell);
  for (const step of stepsOf[design]) {
    if (!steps.includes(step.name)) continue;
    const measure = async (): Promise<void> => {
      (figures.steps[step.name] ??= []).push(await measureStep(stage, shown, meter, step));
    };
    if (profiles === undefined) await measure();
    else {
      mkdirSync(profiles, { recursive: true });
      const file = `${design}-${step.name.replaceAll(/\W+/g, '-')}.cpuprofile`;
      writeFileSync(path.join(profiles, file), await meter.profile(measure));
    }
  }
  figures.heapBytes.push(await meter.readHeap());
  await shown.close();
}

async function measureStep(stage: RosterStage, shown: Shown, meter: Meter, step: Step) {
  if (step.isHidden) await shown.setHidden(true);
  else await shown.showCells(step.cells);
  if (step.hasKeys) await shown.focus();
  await stage.feed.setPace(step.changesPerSecond, step.changesPerSecond === 0 ? 0 : beatsPerSecond);
  await shown.page.waitForTimeout(settleMs);
  const measured = await meter.measure(stepMs, step.hasKeys ? () => pressArrows(meter) : undefined);
  const stats = await stage.feed.readStats();
  await stage.feed.setPace(0);
  const { changes, worstLateMs } = stats;
  if (worstLateMs > 100) process.stderr.write(`roster: the feed was ${Math.round(worstLateMs)} ms late\n`);
  if (step.hasKeys) await shown.blur();
  if (step.isHidden) await shown.setHidden(false);
  return { ...measured, fedPerSecond: (changes * 1_000) / (settleMs + stepMs) };
}

/** Down and up again, four times a second, as a browser gets them from a keyboard. */
async function pressArrows({ cdp }: Meter): Promise<void> {
  for (let press = 0; press < (stepMs - 500) / keyEveryMs; press += 1) {
    const [key, code] = press % 2 === 0 ? (['ArrowDown', 40] as const) : (['ArrowUp', 38] as const);
    const event = { key, code: key, windowsVirtualKeyCode: code };
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    await new Promise((resolve) => {
      setTimeout(resolve, keyEveryMs);
    });
  }
}
