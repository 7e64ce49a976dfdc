/** How our own metadata begin, always: what is written beside them is JSON, and is not looked at again. */
const OURS = Buffer.from('{"schemaVersion":');

const NOTHING = Buffer.from('{}');

/** Whether an event's metadata are ours, as far as they can be told from others' without being parsed. */
export function isOurs(metadata: Buffer): boolean {
  return metadata.length > OURS.length && metadata.compare(OURS, 0, OURS.length, 0, OURS.length) === 0;
}

/** Others' metadata as the JSON text of an object: `{}` where they are none. */
export function othersMetadata(metadata: Buffer): Buffer {
  return isObject(parsed(metadata)) ? metadata : NOTHING;
}

/** Others' data as JSON text: what was called JSON and is none is a text. */
export function othersData(data: Buffer): Buffer {
  return parsed(data) === undefined ? Buffer.from(JSON.stringify(data.toString('utf8'))) : data;
}

/** Whether metadata can be asked for their fields. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns undefined for what is no JSON */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
