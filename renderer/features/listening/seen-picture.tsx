/** The picture of who is seen, above the Inspector. Seeing ends when nothing shows it any more. */
import { useEffect, useRef } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { listeningStore } from './listening-store.ts';
import { useListening } from './use-listening.ts';
import './listening.css';

export function SeenPicture({ room }: { room: string }) {
  const { room: takenRoom, identity, parts } = useListening();
  const part = takenRoom === room ? parts.see : undefined;
  if (!part) return null;
  const what = part.source === 'camera' ? 'Camera' : 'Screen';
  return (
    <figure className="listening-picture">
      <Picture key={part.trackSid} trackSid={part.trackSid} track={part.track} label={`${what} of ${identity}`} />
      <figcaption className="listening-caption">
        {what} of <HostileText text={identity} maxCharacters={80} />
        {!part.track && ' · waiting for it'}
      </figcaption>
    </figure>
  );
}

interface PictureProps {
  trackSid: string;
  track: MediaStreamTrack | undefined;
  label: string;
}

function Picture({ trackSid, track, label }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(
    () => () => {
      // Another picture may have taken its place.
      if (listeningStore.store.getState().parts.see?.trackSid === trackSid) listeningStore.stop('see', 'out_of_sight');
    },
    [trackSid],
  );
  useEffect(() => {
    const element = video.current;
    if (!element || !track) return undefined;
    element.srcObject = new MediaStream([track]);
    const play = (): void => void element.play().catch(() => undefined);
    // A picture that is moved to another place of the page pauses.
    element.addEventListener('pause', play);
    play();
    return () => {
      element.removeEventListener('pause', play);
      element.srcObject = null;
    };
  }, [track]);
  return <video ref={video} className="listening-video" aria-label={label} muted playsInline disablePictureInPicture />;
}
