/** What each glyph, lamp, badge and switch of the roster means: every one drawn by the component that draws it in the grid. */
import type { ReactNode } from 'react';
import { actionSteps, type ActionStep } from '#contract/domain/action';
import { participantKinds } from '#contract/domain/participant-facts';
import { doubtCauses, doubtKindOf, doubtKinds } from '#contract/presence-doubt';
import { explainCause, nameDoubt } from '#renderer/components/glyphs/describe-doubt.ts';
import { KindIcon, nameKind } from '#renderer/components/glyphs/kind-icon.tsx';
import { LevelBars } from '#renderer/components/glyphs/level-bars.tsx';
import { PermissionSwitch } from '#renderer/components/glyphs/permission-switch.tsx';
import { PresenceBadge } from '#renderer/components/glyphs/presence-badge.tsx';
import { Presence } from '#renderer/components/glyphs/presence.tsx';
import { QualityWord } from '#renderer/components/glyphs/quality-word.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import { SpeakingGlyph } from '#renderer/components/glyphs/speaking-glyph.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { TrackGlyph } from '#renderer/components/glyphs/track-glyph.tsx';
import { NothingDash, UnknownBox } from '#renderer/components/glyphs/unknown-box.tsx';
import { ReadingDialog } from '#renderer/components/reading-dialog.tsx';
import './legend.css';

const stepMeanings: Record<ActionStep, string> = {
  queued: 'queued: not sent yet',
  sent: 'sent: the server has not answered',
  accepted: 'accepted: the server answered, the change was not seen yet',
  seen: 'seen: it came back as an event or was read back',
  refused: 'refused: nothing was changed',
  drifted: 'drifted: something else is there now',
  effect_unknown: 'accepted, and whether it did anything cannot be seen',
  skipped: 'skipped: it was so already, or left out',
};

export function LegendDialog({ onClose }: { onClose: () => void }) {
  return (
    <ReadingDialog title="Legend" onClose={onClose} isScrolledByKeys>
      <Part title="Beside an identity: what is not as it looks">
        {doubtKinds.map((kind) => (
          <Line key={kind} glyph={<PresenceBadge kind={kind} />}>
            <strong>{nameDoubt(kind)}</strong>
            {doubtCauses
              .filter((cause) => doubtKindOf[cause] === kind)
              .map((cause) => (
                <span key={cause} className="legend-cause">
                  {explainCause(cause)}
                </span>
              ))}
          </Line>
        ))}
      </Part>
      <Part title="Who it is">
        {participantKinds.map((kind) => (
          <Line key={kind} glyph={<KindIcon kind={kind} />}>
            {nameKind(kind)}
          </Line>
        ))}
        <Line glyph={<KindIcon kind="standard" isHidden />}>hidden: the others do not see them</Line>
        <Line glyph={<Presence state="joining" />}>
          on the way in: the server knows them, media is not connected yet
        </Line>
        <Line glyph={<Presence state="left" />}>has left; the reason is in its column</Line>
      </Part>
      <Part title="Source: where a row is known from">
        <Line glyph={<SourceLamps source="both" />}>live events and the list of the server’s API</Line>
        <Line glyph={<SourceLamps source="event" />}>events only: the list has not named them yet</Line>
        <Line glyph={<SourceLamps source="api" />}>
          the list only: hidden people, or no live connection; it is as old as “seen” says
        </Line>
      </Part>
      <Part title="Rights">
        <Line glyph={<PermissionSwitch label="right" state="can" />}>can</Line>
        <Line glyph={<PermissionSwitch label="right" state="cannot" />}>cannot</Line>
        <Line glyph={<PermissionSwitch label="right" state="all" />}>
          can: no source is named, which allows every source
        </Line>
        <Line glyph={<PermissionSwitch label="right" state={undefined} />}>unknown: the server has not told it</Line>
        <Line glyph={<PermissionSwitch label="right" state={null} />}>does not apply: they have left</Line>
        <Line glyph={<PermissionSwitch label="right" state="cannot" step="sent" />}>a change is sent</Line>
        <Line glyph={<PermissionSwitch label="right" state="cannot" step="accepted" />}>accepted, not seen yet</Line>
        <Line glyph={<PermissionSwitch label="right" state="cannot" step="refused" />}>
          refused; what is so again comes back after 5 s
        </Line>
        <Line glyph={<PermissionSwitch label="right" state="cannot" step="drifted" />}>
          drifted: something else is there now
        </Line>
      </Part>
      <Part title="Steps of a change">
        {actionSteps.map((step) => (
          <Line key={step} glyph={<StepDisc step={step} />}>
            {stepMeanings[step]}
          </Line>
        ))}
      </Part>
      <Part title="Tracks, speaking, link">
        <Line glyph={<TrackGlyph kind="mic" state="live" />}>published and on</Line>
        <Line glyph={<TrackGlyph kind="mic" state="muted" />}>published and muted</Line>
        <Line glyph={<TrackGlyph kind="mic" state={null} />}>not published</Line>
        <Line glyph={<SpeakingGlyph isSpeaking />}>speaks</Line>
        <Line glyph={<SpeakingGlyph isSpeaking={false} />}>silent</Line>
        <Line glyph={<LevelBars level={3} isSpeaking />}>
          how loud, in four steps; approximate, and some 0.4 s late
        </Line>
        <Line glyph={<QualityWord quality="poor" />}>a poor link, as the server reports it</Line>
        <Line glyph={<QualityWord quality="lost" />}>nothing comes from them</Line>
        <Line glyph={<QualityWord quality={undefined} />}>the server has not reported on the link</Line>
      </Part>
      <Part title="Nothing, empty, unknown">
        <Line glyph={<UnknownBox />}>not known: no filter matches it but “unknown:”</Line>
        <Line glyph={<NothingDash />}>there is nothing to know</Line>
        <Line glyph={<span />}>an empty cell is known to be empty</Line>
      </Part>
    </ReadingDialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="legend-part">
      <h3 className="legend-title">{title}</h3>
      <ul className="legend-lines">{children}</ul>
    </section>
  );
}

function Line({ glyph, children }: { glyph: ReactNode; children: ReactNode }) {
  return (
    <li className="legend-line">
      <span className="legend-glyph">{glyph}</span>
      <span className="legend-words">{children}</span>
    </li>
  );
}
