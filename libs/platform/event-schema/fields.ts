import { Type } from './type.ts';

/** The kinds of field events are made of. Patterns, not formats: a JSON Schema reader everywhere checks them. */
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
const INSTANT = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$';
const DAY = '^\\d{4}-\\d{2}-\\d{2}$';

/** A UUID, lower case. */
export const Id = () => Type.String({ pattern: UUID });
/** An instant: ISO 8601 UTC with milliseconds. */
export const Instant = () => Type.String({ pattern: INSTANT });
/** A calendar day in Asia/Tokyo: `YYYY-MM-DD`. */
export const Day = () => Type.String({ pattern: DAY });
/** A code of a list that the agreement's policy or the reference data holds; which ones exist is not the event's matter. */
export const Code = () => Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,64}$' });
/** A name or other opaque identifier from outside, e.g. a user's subject. */
export const Identifier = () => Type.String({ minLength: 1, maxLength: 200 });
/** Text in a person's words; always personal. */
export const Text = (maxLength = 2000) => Type.String({ minLength: 1, maxLength });
