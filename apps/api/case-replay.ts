import { caseFamilies } from '#contexts/case-history';
import { GENESIS, verifyChain, type BrokenLink } from '#platform/audit';
import { fold, type AnyAggregate } from '#platform/decider';
import type { EventRegistry } from '#platform/event-schema';
import { categoryOf, idOf, type EventReader, type RecordedEvent, type StreamName } from '#platform/event-store';
import type { Sealing } from '#platform/privacy';
import type { ReadModelReader } from '#platform/projections';
import { parseFamilyReference } from '#reference-data';
import { toldEvent, type ToldEvent } from './told-event.ts';

/** One aggregate of a family as it stood at an instant, folded from the log. */
export interface AggregateAsOf {
  readonly category: string;
  readonly id: string;
  readonly stage: string;
  readonly revision: number;
  readonly state: object;
  /** Hash of the last event counted: who noted it down can prove later that nothing before it was altered. */
  readonly hash: string;
  /** Where the chain does not hold, if anywhere. */
  readonly brokenAt: BrokenLink | null;
}

/** One event of a family, in words. */
export interface TimelineEntry extends ToldEvent {
  readonly onBehalfOf: string | null;
  /** At the newest version, personal values opened. */
  readonly data: unknown;
  readonly agreementVersion: string;
}

/** The streams of a family, each with its events up to an instant. */
type Streams = ReadonlyMap<StreamName, readonly RecordedEvent[]>;

/** Replays case families from the log; the read model only tells which streams belong together. */
export class CaseReplay {
  constructor(
    private readonly log: EventReader,
    private readonly readModels: ReadModelReader,
    private readonly registry: EventRegistry,
    private readonly aggregates: readonly AnyAggregate[],
    private readonly sealing: Sealing,
  ) {}

  /**
   * Each aggregate of the family as it stood at an instant; those that did not exist yet are left out.
   *
   * @param id the family's id or reference, or the id of a referral, a support case, a recommendation, a grant consultation
   *   or a site visit in it
   * @param at ISO 8601 UTC with milliseconds, as events carry it; undefined: now
   * @returns undefined when there is no such family
   */
  async asOf(id: string, at: string | undefined): Promise<readonly AggregateAsOf[] | undefined> {
    const streams = await this.#streams(id, at);
    if (!streams) return undefined;
    const standing = [...streams].filter(([, events]) => events.length > 0);
    return Promise.all(standing.map(([stream, events]) => this.#standing(stream, events)));
  }

  /** Every event of the family in the order of the log, personal values opened for the auditor; arguments as {@link asOf}. */
  async timeline(id: string, at: string | undefined): Promise<readonly TimelineEntry[] | undefined> {
    const streams = await this.#streams(id, at);
    if (!streams) return undefined;
    const events = [...streams.values()].flat().sort((a, b) => a.position - b.position);
    const opened = await this.sealing.open(events.map((event) => this.registry.decode(event)?.data ?? event.data));
    return events.map((event, index) => this.#entry(event, (opened as readonly unknown[])[index]));
  }

  async #standing(stream: StreamName, recorded: readonly RecordedEvent[]): Promise<AggregateAsOf> {
    const category = categoryOf(stream);
    const aggregate = this.aggregates.find((candidate) => candidate.category === category);
    const events = recorded.flatMap((event) => this.registry.decode(event) ?? []);
    const state = aggregate ? fold(aggregate, events) : { stage: 'unknown' };
    const last = recorded.at(-1);
    return {
      category,
      id: idOf(stream),
      stage: state.stage,
      revision: last?.revision ?? -1,
      state: await this.sealing.open(state),
      hash: last?.metadata.hash ?? GENESIS,
      brokenAt: verifyChain(recorded) ?? null,
    };
  }

  #entry(event: RecordedEvent, data: unknown): TimelineEntry {
    const { onBehalfOf, agreementVersion } = event.metadata;
    return { ...toldEvent(event, this.registry), onBehalfOf: onBehalfOf?.kind ?? null, data, agreementVersion };
  }

  async #streams(id: string, at: string | undefined): Promise<Streams | undefined> {
    const names = await this.#streamNames(id);
    if (!names) return undefined;
    const streams = names.map(async (name) => [name, await this.#eventsOf(name, at)] as const);
    return new Map(await Promise.all(streams));
  }

  async #eventsOf(stream: StreamName, at: string | undefined): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.log.read(stream)) {
      if (at === undefined || event.recordedAt <= at) events.push(event);
    }
    return events;
  }

  async #streamNames(id: string): Promise<readonly StreamName[] | undefined> {
    const reference = parseFamilyReference(id)?.reference;
    const row = await this.readModels.snapshot(async (snapshot) => {
      const [found] = await snapshot.page(caseFamilies, {
        where: [
          {
            is: 'any',
            of: [
              { is: 'equal', column: 'familyId', value: id },
              ...(reference === undefined ? [] : [{ is: 'equal', column: 'reference', value: reference } as const]),
              ...beginnings.map(
                (category) => ({ is: 'containing', column: 'streams', value: `${category}-${id}` }) as const,
              ),
            ],
          },
        ],
        order: { column: 'beganAt', descending: false },
        limit: 1,
      });
      return found?.row;
    });
    return row?.['streams'] as readonly StreamName[] | undefined;
  }
}

/** Categories by whose ids a family may be asked for. */
const beginnings = ['referral', 'supportcase', 'recommendation', 'grantconsultation', 'sitevisit'] as const;
