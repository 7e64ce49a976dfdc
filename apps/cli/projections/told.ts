import type { ExplainedEvent } from '#apps/api';
import type {
  OperatedProjection,
  OperatedVersion,
  ParkedStream,
  ProjectionsOverview,
} from '#platform/projections/engine';
import { aligned } from '../aligned.ts';

/** What is told of read models, as text for people. */

export function overviewText({ head, items }: ProjectionsOverview): string {
  const lines = items.flatMap(({ name, versions }) =>
    versions.map((version) => [
      name,
      String(version.version),
      stateText(version),
      String(version.position),
      behindText(version),
      parkedText(version),
    ]),
  );
  return [
    ...aligned([['READ MODEL', 'VERSION', 'STATE', 'POSITION', 'BEHIND', 'PARKED'], ...lines]),
    `The log ends at position ${head}.`,
  ].join('\n');
}

export function projectionText({ name, audience, versions }: OperatedProjection): string {
  const title = `${name}${audience === null ? '' : `, for ${audience}`}`;
  return [title, ...versions.flatMap((version) => versionLines(version).map((line) => `  ${line}`))].join('\n');
}

function versionLines(version: OperatedVersion): string[] {
  const { promotedAt, position, parked, rate, estimatedEnd, rebuild, lastError, verification, isDefined } = version;
  const lines = [
    `version ${version.version}: ${stateText(version)}, position ${position}, ${behindText(version)} behind`,
  ];
  if (!isDefined) lines.push('  this program has no definition of it');
  if (promotedAt !== null)
    lines.push(`  serves since ${promotedAt}`.replace('serves', version.serves ? 'serves' : 'served last'));
  if (rate !== null) lines.push(`  ${rate} events/s${estimatedEnd === null ? '' : `, caught up at ${estimatedEnd}`}`);
  if (rebuild)
    lines.push(
      `  being rebuilt: at position ${rebuild.position}${rebuild.rate === null ? '' : `, ${rebuild.rate} events/s`}`,
    );
  if (parked > 0) lines.push(`  ${parked} parked, see: tasuki projections parked`);
  if (lastError) {
    const { eventType, eventId, position: at, message } = lastError;
    lines.push(`  stopped by ${eventType} ${eventId} at position ${at}: ${message}`);
  }
  if (verification) {
    const { at, rows, isSound, agrees } = verification;
    lines.push(
      `  verified ${at}: ${rows} rows, ${isSound ? 'sound' : 'not what the log says'}, ${agrees ? 'agrees' : 'differs from the other version'}`,
    );
  }
  return lines;
}

export function parkedStreamsText(streams: readonly ParkedStream[]): string {
  if (streams.length === 0) return 'Nothing is parked.';
  return streams
    .map(({ version, stream, streamId, eventType, eventId, position, message, queuedBehind, parkedAt }) =>
      [
        `${stream} (${streamId}) in version ${version}, since ${parkedAt}`,
        `  ${eventType} ${eventId} at position ${position}: ${message}`,
        `  ${queuedBehind} later events wait behind it`,
      ].join('\n'),
    )
    .join('\n');
}

export function explanationText(events: readonly ExplainedEvent[]): string {
  if (events.length === 0) return 'No event made such a row.';
  const lines = events.map(({ position, recordedAt, type, did, stream, id }) => [
    String(position),
    recordedAt,
    did,
    type,
    stream,
    id,
  ]);
  return aligned([['POSITION', 'RECORDED', 'ROW', 'EVENT', 'STREAM', 'ID'], ...lines]).join('\n');
}

export function stateText({ state, serves }: Pick<OperatedVersion, 'state' | 'serves'>): string {
  return serves && state !== 'live' ? `${state}, serves` : state;
}

function behindText({ eventsBehind, secondsBehind }: OperatedVersion): string {
  return eventsBehind === null ? `${Math.round(secondsBehind)} s` : `${eventsBehind} events`;
}

function parkedText({ parked }: OperatedVersion): string {
  return parked === 0 ? '' : String(parked);
}
