/** Plays one track on the system's own output. Keeps nothing of it. */

export interface PlayedSound {
  /** 0 to 1. */
  setVolume(volume: number): void;
  stop(): void;
}

/** @param onRefused the browser or the system plays nothing */
export function playSound(track: MediaStreamTrack, volume: number, onRefused: () => void): PlayedSound {
  const audio = new Audio();
  let isStopped = false;
  audio.srcObject = new MediaStream([track]);
  audio.volume = volume;
  audio.play().catch(() => {
    if (!isStopped) onRefused();
  });
  return {
    setVolume(next) {
      audio.volume = next;
    },
    stop() {
      isStopped = true;
      audio.pause();
      audio.srcObject = null;
    },
  };
}
