import { chain, GENESIS, type UnchainedMetadata } from '#platform/audit';
import type { Ids } from '#platform/clock';
import { validateFact, type DomainEvent, type Fact } from '#platform/event-schema';
import type { EventMetadata, NewEvent, Revision, StreamName } from '#platform/event-store';
import { SubjectErased, type BodyDigest, type KeyFor, type Sealing } from '#platform/privacy';
import type { AnyAggregate } from './aggregate.ts';
import type { CommandContext } from './command-context.ts';
import type { Loaded } from './loading.ts';

/** Subject of the digest key of commands that say nothing about anybody. */
const INSTALLATION = 'installation';

/** What all events of one decision have in common. */
export interface Circumstances {
  readonly now: string;
  readonly agreementVersion: string;
  readonly family: string;
  readonly context: CommandContext;
  /** Canonical form of the command, to be digested. */
  readonly body: string;
  readonly streamsRead: { readonly [stream: StreamName]: Revision };
  /** The span the decision was taken in, where it is traced. */
  readonly traceparent?: string | undefined;
}

/**
 * Makes events of facts: validates them, seals what is personal, gives each its envelope and its place in the chain.
 * The keys are durable before this resolves.
 *
 * @throws InvalidFact when a decision stated something its schema does not allow.
 * @throws SubjectErased when a fact says something personal of who was erased.
 */
export async function envelop(
  { sealing, digests, ids }: { readonly sealing: Sealing; readonly digests: BodyDigest; readonly ids: Ids },
  aggregate: AnyAggregate,
  { stream, revision: lastRevision, lastHash, state: before }: Loaded,
  facts: readonly Fact[],
  circumstances: Circumstances,
): Promise<NewEvent[]> {
  for (const fact of facts) await validateFact(fact);
  const keyFor = sealing.keysOnce();
  const events: NewEvent[] = [];
  let state = before;
  let previousHash = lastHash ?? GENESIS;
  for (const [index, fact] of facts.entries()) {
    const revision = (lastRevision ?? -1) + 1 + index;
    const id = ids.next();
    const type = fact.type.typeName;
    const common = envelopeOf(fact, circumstances);
    // Whose the fact is follows from the state after it. Plain data will do: evolve never looks into a personal value.
    state = aggregate.evolve(state, provisional(id, fact, stream, revision, common));
    const mainPerson = aggregate.mainPerson?.(state);
    const data = await sealing.seal(fact, mainPerson ?? stream, keyFor);
    const subject = mainPerson ?? (fact.type.personalFields.length > 0 ? stream : INSTALLATION);
    const metadata = chain(
      {
        stream,
        revision,
        id,
        type,
        data,
        metadata: {
          ...common,
          commandDigest: await digestOf(digests, subject, stream, circumstances.body, keyFor),
          consentIds: aggregate.consents?.(state) ?? [],
          prefecture: aggregate.prefecture?.(state) ?? null,
        },
      },
      previousHash,
    );
    previousHash = metadata.hash;
    events.push({ id, type, data, metadata });
  }
  return events;
}

/**
 * A fact that says nothing of the person, as a case closed with a code, is recorded also when they were erased: their
 * open cases have to come to an end. The command is digested with the stream's own key then.
 */
async function digestOf(
  digests: BodyDigest,
  subjectId: string,
  stream: StreamName,
  body: string,
  keyFor: KeyFor,
): Promise<EventMetadata['commandDigest']> {
  try {
    return { subjectId, digest: await digests.digest(subjectId, body, keyFor) };
  } catch (error) {
    if (!(error instanceof SubjectErased) || subjectId === stream) throw error;
    return digestOf(digests, stream, stream, body, keyFor);
  }
}

type CommonMetadata = Omit<UnchainedMetadata, 'commandDigest' | 'consentIds' | 'prefecture'>;

function envelopeOf(
  fact: Fact,
  { now, agreementVersion, family, context, streamsRead, traceparent }: Circumstances,
): CommonMetadata {
  const { reason } = fact.data as { readonly reason?: unknown };
  return {
    schemaVersion: fact.type.version,
    programme: 'labour-mobility',
    occurredAt: now,
    actor: context.actor,
    ...(context.onBehalfOf && { onBehalfOf: context.onBehalfOf }),
    commandId: context.commandId,
    $correlationId: family,
    $causationId: context.causationId ?? context.commandId,
    agreementVersion,
    dataClass: fact.type.dataClass,
    // By convention a fact's coded reason is its field `reason`; its text, if any, is a sealed field beside it.
    ...(typeof reason === 'string' && { reasonCode: reason }),
    streamsRead,
    source: context.source,
    ...(traceparent !== undefined && { traceparent }),
  };
}

function provisional(
  id: string,
  fact: Fact,
  stream: StreamName,
  revision: Revision,
  common: CommonMetadata,
): DomainEvent {
  return {
    type: fact.type.typeName,
    data: fact.data,
    id,
    stream,
    streamId: stream.slice(stream.indexOf('-') + 1),
    revision,
    position: 0,
    occurredAt: common.occurredAt,
    recordedAt: common.occurredAt,
    actor: common.actor,
    metadata: common as EventMetadata,
  };
}
