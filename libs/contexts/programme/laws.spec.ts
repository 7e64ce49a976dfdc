import { getMetadataStorage } from 'class-validator';
import { aggregates, contexts, decisions, registry } from '#contexts/programme';
import { roles, type RoleName } from '#contexts/kernel';
import { actor, given } from '#contexts/testing';
import type { AnyAggregate } from '#platform/decider';
import type { DomainEvent } from '#platform/event-schema';
import { on, recordedInTest } from '#platform/testing';

/** Laws that hold for every decision and every aggregate there is, however many are added. */
const named = <T extends { readonly name: string }>(things: readonly T[]) =>
  things.map((thing) => [thing.name, thing] as const);

/** The names of the checks on a field of a command. */
const checksOf = (command: new () => object, field: string): readonly (string | undefined)[] =>
  getMetadataStorage()
    .getTargetValidationMetadatas(command, '', false, false)
    .filter(({ propertyName }) => propertyName === field)
    .map(({ name }) => name);

describe('decisions', () => {
  test('have names of their own', () => {
    const names = decisions.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(named(decisions))('%s is refused to every role it is not for', async (_, decision) => {
    const others = ([...roles.keys()] as RoleName[]).filter((role) => !decision.by.includes(role));
    for (const role of others) {
      await given()
        .when(decision, {}, { by: actor(role) })
        .thenRefused('ROLE_NOT_ALLOWED');
    }
  });

  test.each(named(decisions))('%s is for roles that exist, and for none that only looks on', (_, { by }) => {
    expect(by.length).toBeGreaterThan(0);
    for (const role of by) expect([role, roles.has(role)]).toEqual([role, true]);
    expect(by).not.toContain('auditor');
  });

  // A derived id is that of a thing found by what it is about: whoever took it first would stand in that thing's way.
  test.each(
    decisions
      .filter(({ from, by }) => from.includes('none') && !by.includes('process'))
      .map(({ name, command, aggregate }) => [name, checksOf(command, aggregate.idField)] as const)
      .filter(([, checks]) => checks.length > 0),
  )('%s brings nothing into being under an id that could be derived', (_, checks) => {
    expect(checks).toContain('isNewUuid');
  });

  test.each(named(decisions))('%s names only reads that it has', (_, { reads, joins, within }) => {
    expect([...joins, ...within].filter((name) => !(name in reads))).toEqual([]);
  });

  test.each(named(decisions))(
    '%s keeps to reads that belong to somebody, or says nothing of it',
    (_, { reads, within }) => {
      expect(within.filter((name) => reads[name]?.aggregate.parties === undefined)).toEqual([]);
    },
  );

  test.each(named(decisions))('%s is on an aggregate of its own context', (_, { name, aggregate }) => {
    const context = contexts.find((candidate) => candidate.decisions.some((decision) => decision.name === name))!;
    expect(context.aggregates.map(({ category }) => category)).toContain(aggregate.category);
  });
});

describe('aggregates', () => {
  const categories = aggregates.map((aggregate) => [aggregate.category, aggregate] as const);

  test('have streams of their own', () => {
    expect(new Set(categories.map(([category]) => category)).size).toBe(aggregates.length);
  });

  test('share out all types of event: each is in exactly one', () => {
    const held = aggregates.flatMap(({ events }) => events.map(({ typeName }) => typeName));
    expect([...held].sort()).toEqual(registry.types.map(({ typeName }) => typeName).sort());
  });

  test.each(categories)('%s can be brought to every stage a decision starts from', (category, aggregate) => {
    const stages = new Set(statesOf(aggregate).map(({ stage }) => stage));
    const asked = decisions.filter((decision) => decision.aggregate.category === category).flatMap(({ from }) => from);
    expect([...new Set(asked)].filter((stage) => !stages.has(stage))).toEqual([]);
  });

  test.each(categories)('%s answers every event of its own with a state, whatever came before', (_, aggregate) => {
    for (const state of statesOf(aggregate)) {
      for (const event of examplesOf(aggregate)) {
        const next = aggregate.evolve(state, event);
        // What a fallen-through switch hands back is the event itself, which has no stage.
        expect([event.type, typeof next.stage]).toEqual([event.type, 'string']);
        expect(aggregate.evolve(state, event)).toEqual(next);
      }
    }
  });

  test('pass over no type of event, but for those that change nothing that is decided on', () => {
    const passedOver = aggregates.flatMap((aggregate) => {
      const states = statesOf(aggregate);
      const examples = examplesOf(aggregate);
      const changing = examples.filter((event) => states.some((state) => !same(aggregate.evolve(state, event), state)));
      const heard = changing.map(({ type }) => type);
      return aggregate.events.map(({ typeName }) => typeName).filter((typeName) => !heard.includes(typeName));
    });
    expect(passedOver.sort()).toEqual(RECORDED_ONLY);
  });
});

/** Facts that are for the record: no decision depends on them. */
const RECORDED_ONLY: readonly string[] = ['OutcomeAcknowledged', 'OutcomeDeemedAcknowledged', 'ReferralOpenedToOffice'];

/** Enough for every aggregate there is; a wider search finds no further stage. */
const MOST_STATES = 200;

/** The states that sequences of the examples of its events lead to. */
function statesOf(aggregate: AnyAggregate): readonly { readonly stage: string }[] {
  const states = [aggregate.initialState];
  const events = examplesOf(aggregate);
  for (let index = 0; index < states.length && states.length < MOST_STATES; index++) {
    for (const event of events) {
      const next = aggregate.evolve(states[index]!, event);
      if (!states.some((known) => same(known, next))) states.push(next);
    }
  }
  return states;
}

function examplesOf({ category, events }: AnyAggregate): readonly DomainEvent[] {
  const id = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
  const facts = events.flatMap((type) => type.versions.at(-1)!.examples.map((data) => ({ type, data })));
  return recordedInTest(facts.map((fact) => on(`${category}-${id}`, fact))).map((recorded) =>
    registry.decode(recorded)!,
  );
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
