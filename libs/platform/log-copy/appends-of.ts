import type { RecordedEvent } from '#platform/event-store';

/** Events of one append at most: the server cuts off a live subscriber to whom 500 come at once, and never one of 100. */
const MOST_EVENTS = 100;
/** Characters of one append at most. A store takes 1,048,576 bytes, and a character takes up to three. */
const MOST_CHARACTERS = 300_000;

/** Events that follow each other in the log and in their stream, put together as one append can take them. */
export async function* appendsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<readonly RecordedEvent[], void> {
  let [together, characters]: [RecordedEvent[], number] = [[], 0];
  for await (const event of events) {
    const own = JSON.stringify(event.data).length + JSON.stringify(event.metadata).length;
    const isFull = together.length === MOST_EVENTS || characters + own > MOST_CHARACTERS;
    if (together.length > 0 && (isFull || together[0]!.stream !== event.stream)) {
      yield together;
      [together, characters] = [[], 0];
    }
    together.push(event);
    characters += own;
  }
  if (together.length > 0) yield together;
}
