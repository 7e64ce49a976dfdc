import { createHash } from 'node:crypto';
import { isSealed } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import type { Problems } from './recorded-facts.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const HOUR_MS = 3_600_000;

/**
 * A fact without what two runs of the same inputs need not share: ids that were drawn, keys and cipher texts, and
 * minutes. What is left is what happened, to which client, in which hour.
 */
function factOf({ stream, type, data, metadata }: RecordedEvent, known: ReadonlySet<string>): string {
  const plain = (value: unknown): unknown => {
    if (isSealed(value)) return 'sealed';
    if (typeof value === 'string') {
      if (INSTANT.test(value)) return new Date(Math.round(Date.parse(value) / HOUR_MS) * HOUR_MS).toISOString();
      return value.replace(UUID, (id) => (known.has(id) ? id : 'id'));
    }
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
  };
  return JSON.stringify([type, plain(stream), plain(data), plain(metadata.occurredAt), metadata.actor.userId]);
}

/** Ids that both runs have: what the inputs made, and what derives from it. */
function sharedIds(one: readonly RecordedEvent[], other: readonly RecordedEvent[]): ReadonlySet<string> {
  const idsOf = (events: readonly RecordedEvent[]) => new Set(events.flatMap(({ stream }) => stream.match(UUID) ?? []));
  const others = idsOf(other);
  return new Set([...idsOf(one)].filter((id) => others.has(id)));
}

/** Each fact of either run is one of the other too, as often. */
export function factsOfOneRunOnly(undisturbed: readonly RecordedEvent[], troubled: readonly RecordedEvent[]): Problems {
  const known = sharedIds(undisturbed, troubled);
  const counted = (events: readonly RecordedEvent[]) => Map.groupBy(events, (event) => factOf(event, known));
  const [expected, found] = [counted(undisturbed), counted(troubled)];
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((fact) => {
    const [should, is] = [expected.get(fact)?.length ?? 0, found.get(fact)?.length ?? 0];
    return should === is ? [] : [`${is} times instead of ${should}: ${fact.slice(0, 400)}`];
  });
}

/** Of a run's facts, to see two alike at a glance. */
export function fingerprint(events: readonly RecordedEvent[]): string {
  const facts = events.map((event) => factOf(event, new Set())).sort();
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 12);
}
