import type { ApiResponseSchemaHost } from '@nestjs/swagger';

type Schema = ApiResponseSchemaHost['schema'];

const text = { type: 'string' } as const;
const nullableText = { type: 'string', nullable: true } as const;
const whole = { type: 'integer' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const FOR_AUDITORS = 'For auditors only.';
const forAuditors = { ...text, description: FOR_AUDITORS } as const;
const uuid = { type: 'string', format: 'uuid' } as const;

/** An object whose properties are all there, but for those named. */
const object = (properties: Record<string, object>, ...optional: readonly string[]) => ({
  type: 'object' as const,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** An event as the explorer shows it. */
export const eventSchema = object(
  {
    position: whole,
    stream: text,
    revision: whole,
    id: uuid,
    type: text,
    words: object({ en: text, ja: text }),
    schemaVersion: whole,
    occurredAt: instant,
    recordedAt: instant,
    actor: object({ userId: text, org: text, officeId: nullableText, role: text }),
    source: text,
    commandId: forAuditors,
    correlationId: forAuditors,
    causationId: forAuditors,
    hash: text,
    previousHash: text,
    content: {
      ...object({
        onBehalfOf: nullableText,
        agreementVersion: text,
        dataClass: text,
        prefecture: nullableText,
        reasonCode: nullableText,
        consentIds: { type: 'array', items: text },
        streamsRead: { type: 'object', additionalProperties: whole },
        data: {
          type: 'object',
          additionalProperties: true,
          description: 'As stored, at `schemaVersion`; a sealed value is `{ "sealed": { "subjectId", "keyId" } }`.',
        },
      }),
      description: FOR_AUDITORS,
    },
  },
  ...['commandId', 'correlationId', 'causationId', 'content'],
) as Schema;

/** A page of events. */
export const pageSchema = object({
  items: { type: 'array', items: eventSchema as object },
  next: nullableText,
  scanned: whole,
}) as Schema;
