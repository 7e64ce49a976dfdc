import { verifyChain } from '#platform/audit';
import { InvalidFact } from '#platform/event-schema';
import { WrongExpectedRevision, type NewEvent } from '#platform/event-store';
import { Refusal, type CommandContext, type Decision } from './index.ts';
import { ConcurrentChange, NewerReleaseNeeded } from './not-decided.ts';
import {
  closeThing,
  CloseThing,
  commandOf,
  contextOf,
  decisions,
  findThing,
  ForgetfulEventStore,
  lendThing,
  maker,
  makeThing,
  MakeThing,
  openDoor,
  renameThing,
  RenameThing,
  thingId,
} from './sample-things.fixture.ts';

const other = { ...maker, userId: 'maker-2' };
let store: ForgetfulEventStore;
let door: ReturnType<typeof openDoor>['door'];
let keys: ReturnType<typeof openDoor>['keys'];

beforeEach(() => {
  store = new ForgetfulEventStore();
  ({ door, keys } = openDoor(store));
});

const make = (name = 'first', context: CommandContext = contextOf('make')) =>
  door.issue(makeThing, commandOf(MakeThing, { thingId, name }), context);
const rename = (name: string, context: CommandContext = contextOf(`rename ${name}`)) =>
  door.issue(renameThing, commandOf(RenameThing, { thingId, name }), context);
const close = (context: CommandContext = contextOf('close')) =>
  door.issue(closeThing, commandOf(CloseThing, { thingId }), context);
const types = () => store.log.map(({ type }) => type);

/** What a command was refused with. */
async function refusal(issued: Promise<unknown>) {
  const error: unknown = await issued.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw error as Error;
  return { kind: error.kind, code: error.code, details: error.details };
}

describe('a command', () => {
  test('is answered with where its last fact stands', async () => {
    expect(await make()).toEqual({
      id: thingId,
      stream: `thing-${thingId}`,
      revision: 0,
      position: 1,
      family: thingId,
      created: true,
      events: ['ThingMade'],
    });
    expect(await rename('second')).toEqual({
      id: thingId,
      stream: `thing-${thingId}`,
      revision: 1,
      position: 2,
      family: thingId,
      created: false,
      events: ['ThingRenamed'],
    });
  });

  test('sent twice is one fact and one answer, also when it has been overtaken since', async () => {
    const [made, renamed] = [await make(), await rename('second')];
    await close();
    expect([await make(), await rename('second')]).toEqual([made, renamed]);
    expect(types()).toEqual(['ThingMade', 'ThingRenamed', 'ThingClosed']);
  });

  test('sent twice at once is one fact and one answer', async () => {
    const [one, two] = await Promise.all([make(), make()]);
    expect(two).toEqual(one);
    expect(types()).toEqual(['ThingMade']);
  });

  test('under the key of another body is refused', async () => {
    await make();
    await rename('second');
    expect(await refusal(rename('third', contextOf('rename second')))).toEqual({
      kind: 'rule broken',
      code: 'IDEMPOTENCY_KEY_REUSED',
      details: {},
    });
    expect(types()).toEqual(['ThingMade', 'ThingRenamed']);
  });

  test('is the same whatever order its fields come in', async () => {
    const made = await make();
    const turned = Object.assign(new MakeThing(), { name: 'first', thingId });
    expect(await door.issue(makeThing, turned, contextOf('make'))).toEqual(made);
  });

  test('whose person was erased since is answered as it was: nobody can tell its body any more', async () => {
    const made = await make();
    await keys.destroy(store.log[0]!.metadata.commandDigest.subjectId);
    expect(await make('another')).toEqual(made);
  });

  test('that says something of a person who was erased is refused, and nothing is stored', async () => {
    await make();
    await keys.destroy(store.log[0]!.metadata.commandDigest.subjectId);
    expect(await refusal(rename('second'))).toEqual({ kind: 'conflict', code: 'SUBJECT_ERASED', details: {} });
    expect(types()).toEqual(['ThingMade']);
  });

  test('that says nothing of its erased person is recorded, once, so that what was begun can be closed', async () => {
    const person = 'client-1';
    const aboutPerson = (decision: Decision): Decision => ({
      ...decision,
      aggregate: { ...decision.aggregate, mainPerson: () => person },
    });
    const made = commandOf(MakeThing, { thingId, name: 'first' });
    await door.issue(aboutPerson(makeThing), made, contextOf('make'));
    await keys.destroy(person);
    const closeTheirs = () =>
      door.issue(aboutPerson(closeThing), commandOf(CloseThing, { thingId }), contextOf('close'));
    const closed = await closeTheirs();
    expect(await closeTheirs()).toEqual(closed);
    expect(store.log.map(({ metadata }) => metadata.commandDigest.subjectId)).toEqual([person, `thing-${thingId}`]);
    expect(types()).toEqual(['ThingMade', 'ThingClosed']);
    expect(verifyChain(store.log)).toBeUndefined();
  });

  test('that asks for what is so already adds nothing', async () => {
    await make();
    const closed = await close();
    expect(await close(contextOf('close again'))).toEqual({ ...closed, events: [] });
    expect(types()).toEqual(['ThingMade', 'ThingClosed']);
  });

  test('that states what its event does not allow stores nothing', async () => {
    await expect(make('x'.repeat(21))).rejects.toThrow(InvalidFact);
    expect(store.tried).toEqual([]);
  });
});

describe('a command that brings something into being under an id of its own', () => {
  const makeAfterModel = (name = 'after', context: CommandContext = contextOf('make after')) =>
    door.issue(makeThing, commandOf(MakeThing, { name, modelId: thingId }), context);
  const nothing = { kind: 'conflict', code: 'MODEL_CLOSED', details: {} };

  test('is one fact and one answer, one after another and at once', async () => {
    await make();
    const made = await makeAfterModel();
    expect(made).toMatchObject({ revision: 0, position: 2, created: true, family: thingId, events: ['ThingMade'] });
    expect(await Promise.all([makeAfterModel(), makeAfterModel()])).toEqual([made, made]);
    expect(types()).toEqual(['ThingMade', 'ThingMade']);
  });

  test('sent again is answered as it was, also when it would be refused now', async () => {
    await make();
    const made = await makeAfterModel();
    await close();
    expect(await makeAfterModel()).toEqual(made);
    expect(await refusal(makeAfterModel('after', contextOf('another')))).toEqual(nothing);
  });

  test('sent again is answered as it was, also when its person was erased since', async () => {
    await make();
    const made = await makeAfterModel();
    await keys.destroy(store.log[1]!.metadata.commandDigest.subjectId);
    expect(await makeAfterModel()).toEqual(made);
  });

  test('is refused under the key of another body', async () => {
    await make();
    await makeAfterModel();
    expect(await refusal(makeAfterModel('another'))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(types()).toEqual(['ThingMade', 'ThingMade']);
  });

  test('is found again when the answer to its append was lost', async () => {
    await make();
    store.lose = ['before', 'after'];
    expect(await makeAfterModel()).toMatchObject({ revision: 0, position: 2, created: true });
    expect(types()).toEqual(['ThingMade', 'ThingMade']);
  });
});

describe('two commands at once', () => {
  test('are both recorded, the later one decided again', async () => {
    await make();
    await Promise.all([rename('second'), rename('third')]);
    expect(types()).toEqual(['ThingMade', 'ThingRenamed', 'ThingRenamed']);
    // Deciding again draws new ids (law 6).
    expect(new Set(store.tried.flat()).size).toBe(4);
  });

  test('the later one is decided on what the earlier one left', async () => {
    await make();
    const [, renamed] = await Promise.all([close(), refusal(rename('second'))]);
    expect(renamed).toEqual({
      kind: 'conflict',
      code: 'NOT_ALLOWED',
      details: { id: thingId, currentStage: 'closed', availableActions: ['CloseThing'] },
    });
    expect(types()).toEqual(['ThingMade', 'ThingClosed']);
  });

  test('a command that never comes through says that others are quicker', async () => {
    let attempts = 0;
    store.append = (stream, expected) => {
      attempts++;
      return Promise.reject(new WrongExpectedRevision(stream, expected, 7));
    };
    const error: unknown = await make().catch((thrown: unknown) => thrown);
    expect(error).toEqual(new ConcurrentChange('thing'));
    expect((error as ConcurrentChange).toProblem()).toMatchObject({ status: 409, code: 'CONCURRENT_CHANGE' });
    expect(attempts).toBe(20);
  });
});

describe('a stream', () => {
  const foreign = (type: string, schemaVersion: number): NewEvent => {
    const { id, data, metadata } = store.log[0]!;
    return { id: `${id}-2`, type, data, metadata: { ...metadata, schemaVersion, commandId: 'another' } };
  };

  test('with an event newer than this program is not decided on', async () => {
    await make();
    await store.append(`thing-${thingId}`, 0, [foreign('ThingRenamed', 2)]);
    const error: unknown = await rename('second').catch((thrown: unknown) => thrown);
    expect(error).toEqual(
      new NewerReleaseNeeded('ThingRenamed is stored at version 2, this program knows 1: update it'),
    );
    expect((error as NewerReleaseNeeded).toProblem()).toMatchObject({ status: 503, code: 'NEWER_RELEASE_NEEDED' });
  });

  test('with an event of a type nobody knows is, after it', async () => {
    await make();
    await store.append(`thing-${thingId}`, 0, [foreign('Neighbours', 1)]);
    expect(await rename('second')).toMatchObject({ revision: 2 });
    expect(store.log[2]!.metadata.previousHash).toBe(store.log[1]!.metadata.hash);
  });

  test('goes on under the agreement it began under', async () => {
    await make();
    const event = store.log[0]!;
    store.log[0] = { ...event, metadata: { ...event.metadata, agreementVersion: 'old' } };
    await rename('second');
    expect(store.log[1]!.metadata.agreementVersion).toBe('old');
  });

  test('begins under the agreement that its decision names, as a part of something older', async () => {
    const makeUnderOld: Decision = { ...makeThing, under: () => 'old' };
    await door.issue(makeUnderOld, commandOf(MakeThing, { thingId, name: 'first' }), contextOf('make'));
    expect(store.log[0]!.metadata.agreementVersion).toBe('old');
  });
});

describe('the case family', () => {
  const copyId = '0b6c1d9e-43a1-4c57-9b1f-000000000001';
  const copy = (modelId: string | undefined, more: Partial<CommandContext> = {}) =>
    door.issue(
      makeThing,
      commandOf(MakeThing, { thingId: copyId, name: 'copy', ...(modelId && { modelId }) }),
      contextOf('copy', more),
    );

  test('is that of the read it joins, whose revision is noted', async () => {
    await make();
    await rename('second');
    expect(await copy(thingId)).toMatchObject({ family: thingId });
    expect(store.log[2]!.metadata).toMatchObject({ $correlationId: thingId, streamsRead: { [`thing-${thingId}`]: 1 } });
  });

  test('what another of the reads names is read after it, and not where that names nothing', async () => {
    const lend = (name: string, modelId?: string) =>
      door.issue(lendThing, commandOf(MakeThing, { name, ...(modelId && { modelId }) }), contextOf(name));
    await make();
    await lend('by a model', thingId);
    await lend('by none');
    expect(store.log.slice(1).map(({ metadata }) => metadata.streamsRead)).toEqual([
      { [`thing-${thingId}`]: 0, 'thing-iesc-22': -1 },
      {},
    ]);
  });

  test('begins with itself where that does not exist, which is noted too', async () => {
    expect(await copy(thingId)).toMatchObject({ family: copyId });
    expect(store.log[0]!.metadata.streamsRead).toEqual({ [`thing-${thingId}`]: -1 });
  });

  test('begins with itself where nothing is read', async () => {
    expect(await copy(undefined)).toMatchObject({ family: copyId });
    expect(store.log[0]!.metadata.streamsRead).toEqual({});
  });

  test('is the one a process hands on', async () => {
    expect(
      await copy(undefined, { correlationId: 'a family', causationId: 'an event', source: 'process' }),
    ).toMatchObject({ family: 'a family' });
    expect(store.log[0]!.metadata).toMatchObject({
      $correlationId: 'a family',
      $causationId: 'an event',
      source: 'process',
    });
  });

  test('never changes', async () => {
    await make();
    expect(await rename('second', contextOf('rename', { correlationId: 'a family' }))).toMatchObject({
      family: thingId,
    });
  });

  test('causation is the command’s own where nothing else caused it', async () => {
    await make();
    expect(store.log[0]!.metadata.$causationId).toBe(contextOf('make').commandId);
  });
});

describe('the door keeps out', () => {
  const notFound = { kind: 'not found', code: 'NOT_FOUND', details: {} };

  test.each<[string, Decision]>(decisions.map((decision) => [decision.name, decision]))(
    'whoever has no role for %s, whether the thing exists or not',
    async (_, decision) => {
      const stranger = contextOf('x', { actor: { ...maker, role: 'auditor' } });
      const command = Object.assign(new decision.command(), { thingId, name: 'x' });
      expect(await refusal(door.issue(decision, command, stranger))).toMatchObject({
        kind: 'forbidden',
        code: 'ROLE_NOT_ALLOWED',
      });
    },
  );

  test('whose the thing is not, as if it did not exist', async () => {
    const stranger = contextOf('x', { actor: other });
    expect(await refusal(rename('second', stranger))).toEqual(notFound);
    await make();
    expect(await refusal(rename('second', stranger))).toEqual(notFound);
    await close();
    expect(await refusal(rename('second', stranger))).toEqual(notFound);
  });

  test('nobody from what is open to all', async () => {
    await make();
    const found = await door.issue(findThing, commandOf(CloseThing, { thingId }), contextOf('x', { actor: other }));
    expect(found).toMatchObject({ revision: 1 });
  });

  test('who has seen an older revision', async () => {
    await make();
    await rename('second');
    expect(await refusal(rename('third', contextOf('x', { expectedRevision: 0 })))).toEqual({
      kind: 'precondition failed',
      code: 'STALE_REVISION',
      details: { currentRevision: 1 },
    });
    expect(await rename('third', contextOf('x', { expectedRevision: 1 }))).toMatchObject({ revision: 2 });
  });

  test('who expects something where nothing is: as not found, so that nobody learns what exists', async () => {
    const seen = contextOf('x', { expectedRevision: 0 });
    expect(await refusal(rename('second', seen))).toEqual(notFound);
    await make();
    expect(await refusal(rename('second', { ...seen, actor: other }))).toEqual(notFound);
  });

  describe('of what is open to all', () => {
    const find = (expectedRevision: number, more: Partial<CommandContext> = {}) =>
      door.issue(findThing, commandOf(CloseThing, { thingId }), contextOf('find', { expectedRevision, ...more }));

    test('who has an old picture of what is theirs', async () => {
      await make();
      expect(await refusal(find(7))).toMatchObject({ code: 'STALE_REVISION', details: { currentRevision: 0 } });
      expect(await find(0)).toMatchObject({ revision: 1 });
    });

    test.each([0, 1, 7])('whose it is not, whatever they expect (%i): they learn no revision', async (expected) => {
      await make();
      expect(await refusal(find(expected, { actor: other }))).toEqual({
        kind: 'precondition failed',
        code: 'STALE_REVISION',
        details: {},
      });
    });
  });

  test('who would make anew what they have seen', async () => {
    expect(await refusal(make('first', contextOf('x', { expectedRevision: 0 })))).toEqual({
      kind: 'precondition failed',
      code: 'STALE_REVISION',
      details: { currentRevision: null },
    });
  });
});

describe('once the agreement has ended', () => {
  beforeEach(() => {
    const ended = () => {
      throw new Refusal('conflict', 'AGREEMENT_ENDED', { en: 'it has ended', ja: '終了済み' });
    };
    const version = (name: string) => ({ version: name });
    ({ door } = openDoor(store, { policies: { inForce: ended, lastInForce: () => version('last'), version } }));
  });

  test('what there is only under one is not begun any more', async () => {
    expect(await refusal(door.issue(lendThing, commandOf(MakeThing, { name: 'x' }), contextOf('lend')))).toEqual({
      ...{ kind: 'conflict', code: 'AGREEMENT_ENDED', details: {} },
    });
    expect(types()).toEqual([]);
  });

  test('everything else goes on under the last', async () => {
    await make();
    await rename('second');
    expect(store.log.map(({ metadata }) => metadata.agreementVersion)).toEqual(['last', 'last']);
  });
});
