/**
 * What the note-taker does in a room: tells its state and an echo of what it was given in its own attributes, and
 * sends notes as text streams and data. It has no model and hears no media. Loaded by the worker for each job.
 */
import { AutoSubscribe, defineAgent, type JobContext } from '@livekit/agents';
import { RoomEvent, type Participant } from '@livekit/rtc-node';
import { echoJobMetadata, echoRoomMetadata, noteAboutAttributes, readSettings, readText } from './note-taker-notes.ts';

/** Topic of its data packets, which carry `{ number, note }` as JSON. */
export const NOTES_TOPIC = 'notes';

/** Notes that wait for their turn; older ones are dropped, so that a busy room makes no flood. */
const WAITING_NOTES = 20;

async function takeNotes(context: JobContext): Promise<void> {
  const { room, job } = context;
  const settings = readSettings(readText(job.metadata).value);
  const waiting: string[] = [];
  let sentCount = 0;

  function addNote(note: string | undefined): void {
    if (note === undefined) return;
    waiting.push(note);
    if (waiting.length > WAITING_NOTES) waiting.shift();
  }

  async function tell(attributes: Record<string, string>): Promise<void> {
    await room.localParticipant?.setAttributes(attributes);
  }

  async function sendNextNote(): Promise<void> {
    const note = waiting.shift();
    const self = room.localParticipant;
    if (note === undefined || !self) return;
    sentCount++;
    await self.sendText(note, { topic: settings.topic });
    await self.publishData(new TextEncoder().encode(JSON.stringify({ number: sentCount, note })), {
      reliable: true,
      topic: NOTES_TOPIC,
    });
    await tell({ 'note.count': String(sentCount) });
  }

  room.on(RoomEvent.ParticipantConnected, (person) => addNote(`${nameOf(person)} came in.`));
  room.on(RoomEvent.ParticipantDisconnected, (person) => addNote(`${nameOf(person)} left.`));
  room.on(RoomEvent.ParticipantAttributesChanged, (changed: Record<string, string>, person: Participant) => {
    if (person.identity !== room.localParticipant?.identity) addNote(noteAboutAttributes(nameOf(person), changed));
  });
  room.on(RoomEvent.RoomMetadataChanged, (metadata: string) => {
    addNote('The room has new metadata.');
    quietly(tell(echoRoomMetadata(metadata)));
  });

  await context.connect(undefined, AutoSubscribe.SUBSCRIBE_NONE);
  await tell({ 'lk.agent.state': 'initializing', 'note.state': 'starting' });
  await tell({ ...echoJobMetadata(job.metadata), ...echoRoomMetadata(room.metadata ?? '') });
  await tell({ 'lk.agent.state': 'listening', 'note.state': 'listening' });
  addNote('I am taking notes.');
  await sendNextNote();

  const timer = setInterval(() => quietly(sendNextNote()), settings.everyMs);
  context.addShutdownCallback(async () => clearInterval(timer));
}

function nameOf(person: Participant): string {
  return person.name || person.identity;
}

/** A room that is just closing refuses everything; that is no fault of the note-taker. */
function quietly(work: Promise<void>): void {
  work.catch((error: unknown) => process.stderr.write(`note-taker: ${String(error)}\n`));
}

export default defineAgent({ entry: takeNotes });
