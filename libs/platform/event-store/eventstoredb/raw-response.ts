import type { RawEvent } from '../mirror/raw-event.ts';
import type { StreamName } from '../port.ts';
import { asPosition } from './recorded-event.ts';
import { WireReader } from './wire-reader.ts';
import { isOurs, othersData, othersMetadata } from './written-by-others.ts';

/** What the server says on a subscription, as far as it matters here. */
export type RawResponse = 'confirmation' | 'caught up' | RawEvent | undefined;

const NULL = Buffer.from('null');
const NOTHING = Buffer.alloc(0);

/** The server counts time in ticks of 100 ns since 1970, as a decimal number: these digits are below a millisecond. */
const DIGITS_BELOW_MS = 4;

/** Reads a `ReadResp` of the server's protocol (`streams.proto`). */
export function rawResponse(bytes: Buffer): RawResponse {
  const response = new WireReader(bytes);
  for (let field = response.field(); field > 0; field = response.field()) {
    switch (field) {
      case 1:
        return readEvent(response.message());
      case 2:
        return 'confirmation';
      case 8:
        return 'caught up';
      default:
        response.skip();
    }
  }
  return undefined;
}

/** The event itself; a link to it is not asked for. */
function readEvent(message: WireReader): RawEvent | undefined {
  for (let field = message.field(); field > 0; field = message.field()) {
    if (field === 1) return recordedEvent(message.message());
    message.skip();
  }
  return undefined;
}

function recordedEvent(message: WireReader): RawEvent {
  const about = new Map<string, string>();
  let [id, stream] = ['', ''];
  let [revision, position] = [0, 0];
  let data: Buffer = NULL;
  let metadata: Buffer = NOTHING;
  for (let field = message.field(); field > 0; field = message.field()) {
    switch (field) {
      case 1:
        id = textOf(message.message(), 2);
        break;
      case 2:
        stream = textOf(message.message(), 3);
        break;
      case 3:
        revision = message.number();
        break;
      case 5:
        position = message.number();
        break;
      case 6:
        addEntry(about, message.message());
        break;
      case 7:
        metadata = message.bytes();
        break;
      case 8:
        data = message.bytes();
        break;
      default:
        message.skip();
    }
  }
  const isOwn = isOurs(metadata);
  if (about.get('content-type') !== 'application/json') data = NULL;
  return {
    stream: stream as StreamName,
    revision,
    position: asPosition(position),
    id,
    type: about.get('type') ?? '',
    data: isOwn ? data : othersData(data),
    metadata: isOwn ? metadata : othersMetadata(metadata),
    recordedAt: new Date(Number(about.get('created')?.slice(0, -DIGITS_BELOW_MS) ?? 0)).toISOString(),
  };
}

/** The text of one field of a message. */
function textOf(message: WireReader, wanted: number): string {
  let text = '';
  for (let field = message.field(); field > 0; field = message.field()) {
    if (field === wanted) text = message.text();
    else message.skip();
  }
  return text;
}

function addEntry(map: Map<string, string>, entry: WireReader): void {
  let [name, value] = ['', ''];
  for (let field = entry.field(); field > 0; field = entry.field()) {
    if (field === 1) name = entry.text();
    else value = entry.text();
  }
  map.set(name, value);
}
