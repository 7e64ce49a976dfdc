import { aggregates, decisions, processes, projections, registry } from '#contexts/programme';
import {
  asyncApiDocument,
  type AsyncApiDocument,
  type CataloguedEvent,
  type EventConsumer,
  type EventContract,
} from '#platform/event-schema';

/** Every event type of the programme: where it is stored, who states it, who follows it. */
export const cataloguedEvents: readonly CataloguedEvent[] = registry.types.map((type) => ({
  type,
  category: aggregates.find(({ events }) => isAmong(type, events))!.category,
  emittedBy: decisions.filter(({ emits }) => isAmong(type, emits)).map(({ name }) => name),
  consumedBy: consumersOf(type.typeName),
}));

/** The event catalogue as AsyncAPI 3. */
export function eventCatalogueDocument(): AsyncApiDocument {
  return asyncApiDocument(cataloguedEvents, {
    title: 'Tasuki: the events',
    version: '1',
    description:
      'What is stored in the log, under which names and versions; which commands state it, and who follows it.',
  });
}

function isAmong({ typeName }: EventContract, types: readonly EventContract[]): boolean {
  return types.some((one) => one.typeName === typeName);
}

function consumersOf(typeName: string): readonly EventConsumer[] {
  return [
    ...projections
      .filter(({ on }) => typeName in on)
      .map(({ name, version }): EventConsumer => ({ kind: 'projection', name: `${name}.${version}` })),
    ...processes
      .filter(({ correlateBy }) => typeName in correlateBy)
      .map(({ name }): EventConsumer => ({ kind: 'process', name })),
  ];
}
