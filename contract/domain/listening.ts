/** Listening to one person's microphone and seeing their camera or screen: what is asked of main, and how it ends. */

/** Verbs of the record. */
export const listeningKinds = ['listen', 'see'] as const;
export type ListeningKind = (typeof listeningKinds)[number];

/** Why it is over, as the window tells it or as main sees it. */
export const listeningEnds = [
  /** By the moderator. */
  'stopped',
  /** Somebody else was chosen, or another picture of the same person. */
  'replaced',
  /** Nothing shows the picture any more. */
  'out_of_sight',
  'left',
  'unpublished',
  /** Another client of the server's API took it away. */
  'unsubscribed',
  /** The connection broke, or the room's tab was closed. */
  'session_over',
  /** The media did not come. */
  'no_media',
] as const;
export type ListeningEnd = (typeof listeningEnds)[number];

const endWords: Readonly<Record<ListeningEnd, string>> = {
  stopped: 'stopped by the moderator',
  replaced: 'another one was chosen',
  out_of_sight: 'nothing showed the picture any more',
  left: 'the person left',
  unpublished: 'the track was unpublished',
  unsubscribed: 'the server took it away',
  session_over: 'the session in the room was over',
  no_media: 'the media did not come',
};

/** Why it ended, in the words of the record. */
export function describeListeningEnd(end: ListeningEnd): string {
  return endWords[end];
}
