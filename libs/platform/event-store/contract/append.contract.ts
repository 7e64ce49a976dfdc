import { AppendTooLarge, OutcomeUnknown, WrongExpectedRevision } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { freshStream, sampleEvent, sampleEvents, sampleMetadata } from './sample-events.ts';
import { collect } from './collect.ts';

/** What every adapter keeps of `append`. */
export function appendContract(theStore: () => EventStore): void {
  const idsIn = async (stream: `${string}-${string}`) =>
    (await collect(theStore().read(stream))).map((event) => event.id);

  describe('an append', () => {
    test('to a new stream is answered with the revision and position of its last event', async () => {
      const stream = freshStream();
      const appended = await theStore().append(stream, 'no stream', sampleEvents(3));
      const last = (await collect(theStore().read(stream))).at(-1);
      expect(appended).toEqual({ revision: 2, position: last?.position });
    });

    test('at the exact revision goes on counting', async () => {
      const stream = freshStream();
      const first = await theStore().append(stream, 'no stream', [sampleEvent()]);
      const second = await theStore().append(stream, first.revision, sampleEvents(2));
      const third = await theStore().append(stream, second.revision, [sampleEvent()]);
      expect([first.revision, second.revision, third.revision]).toEqual([0, 2, 3]);
      expect(third.position).toBeGreaterThan(second.position);
      expect(second.position).toBeGreaterThan(first.position);
    });

    test.each([
      ['no stream', 'no stream', 1],
      ['a revision behind', 0, 1],
      ['a revision ahead', 2, 1],
      ['a revision far ahead', 40, 1],
    ] as const)('that expects %s of a stream elsewhere stores nothing', async (_name, expected, actual) => {
      const stream = freshStream();
      const there = sampleEvents(2);
      await theStore().append(stream, 'no stream', there);
      const refused = await theStore()
        .append(stream, expected, sampleEvents(2))
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WrongExpectedRevision);
      expect(refused).toMatchObject({ name: 'WrongExpectedRevision', stream, expected, actual });
      expect(await idsIn(stream)).toEqual(there.map((event) => event.id));
    });

    test('that expects a revision of a stream that does not exist is refused', async () => {
      const stream = freshStream();
      const refused = await theStore()
        .append(stream, 0, [sampleEvent()])
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WrongExpectedRevision);
      expect(refused).toMatchObject({ stream, expected: 0, actual: 'no stream' });
      expect(await idsIn(stream)).toEqual([]);
    });

    test('of twenty that expect the same exactly one wins, and the others are told where the stream is', async () => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', [sampleEvent()]);
      const attempts = Array.from({ length: 20 }, () => sampleEvent());
      const outcomes = await Promise.allSettled(attempts.map((event) => theStore().append(stream, 0, [event])));
      const won = attempts.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      expect(won).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue;
        expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision);
        expect(outcome.reason).toMatchObject({ stream, expected: 0, actual: 1 });
      }
      expect((await idsIn(stream)).slice(1)).toEqual([won[0]?.id]);
    });

    test('to one stream does not wait for, nor fail with, one to another at the same time', async () => {
      const [busy, free] = [freshStream(), freshStream()];
      await theStore().append(busy, 'no stream', [sampleEvent()]);
      const outcomes = await Promise.allSettled([
        theStore().append(busy, 'no stream', [sampleEvent()]),
        theStore().append(free, 'no stream', sampleEvents(2)),
        theStore().append(busy, 7, [sampleEvent()]),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled', 'rejected']);
      expect(await idsIn(free)).toHaveLength(2);
      expect(await idsIn(busy)).toHaveLength(1);
    });

    test('keeps id, type, data and metadata as they were, in any script', async () => {
      const stream = freshStream();
      const event = {
        ...sampleEvent({
          japanese: '産業雇用安定センター、髙﨑 𠮷野 ﾊﾝｶｸ',
          emoji: '🧑‍🤝‍🧑',
          control: '\u0000\t\r\n\u2028"\\',
          loneSurrogate: '\ud83d',
          numbers: [0, -1, 1.5, 1e21, 9007199254740991, 5e-324],
          nested: { empty: {}, list: [], nothing: null, yes: true, '': 'empty key', 会社: ['株式会社'] },
        }),
        type: 'ContractCheckedWithÜmlaut',
        metadata: { ...sampleMetadata(), onBehalfOf: { kind: 'businessOwner' as const }, reasonCode: '理由' },
      };
      const appended = await theStore().append(stream, 'no stream', [event]);
      const [recorded] = await collect(theStore().read(stream));
      expect(recorded).toEqual({
        ...event,
        stream,
        revision: 0,
        position: appended.position,
        recordedAt: recorded?.recordedAt,
      });
      expect(new Date(recorded?.recordedAt ?? '').toISOString()).toBe(recorded?.recordedAt);
    });

    test.each([null, 0, 'text', false, [1, [2]], {}])('keeps %j as data', async (data) => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', [sampleEvent(data)]);
      expect((await collect(theStore().read(stream))).map((event) => event.data)).toEqual([data]);
    });

    test('of many events stores them together and in order', async () => {
      const stream = freshStream();
      const events = sampleEvents(500);
      const appended = await theStore().append(stream, 'no stream', events);
      const recorded = await collect(theStore().read(stream));
      expect(appended.revision).toBe(499);
      expect(recorded.map(({ id, revision, data }) => ({ id, revision, data }))).toEqual(
        events.map(({ id, data }, revision) => ({ id, revision, data })),
      );
      expect(recorded.every(({ position }, index) => index === 0 || position > recorded[index - 1]!.position)).toBe(
        true,
      );
    });
  });

  describe('the same events sent again', () => {
    test('with the same expectation get the first answer and are stored once', async () => {
      const stream = freshStream();
      const [opening, more] = [sampleEvents(2), sampleEvents(3)];
      const first = await theStore().append(stream, 'no stream', opening);
      const second = await theStore().append(stream, 1, more);
      expect(await theStore().append(stream, 1, more)).toEqual(second);
      expect(await theStore().append(stream, 'no stream', opening)).toEqual(first);
      expect(await idsIn(stream)).toEqual([...opening, ...more].map((event) => event.id));
    });

    test('get the first answer also after others have written on', async () => {
      const stream = freshStream();
      const [opening, others] = [sampleEvents(1), sampleEvents(2)];
      const first = await theStore().append(stream, 'no stream', opening);
      await theStore().append(stream, 0, others);
      expect(await theStore().append(stream, 'no stream', opening)).toEqual(first);
      expect(await idsIn(stream)).toEqual([...opening, ...others].map((event) => event.id));
    });

    test('at the same time are stored once', async () => {
      const stream = freshStream();
      const events = sampleEvents(2);
      const outcomes = await Promise.allSettled([
        theStore().append(stream, 'no stream', events),
        theStore().append(stream, 'no stream', events),
      ]);
      const recorded = await collect(theStore().read(stream));
      expect(recorded.map((event) => event.id)).toEqual(events.map((event) => event.id));
      const answer = { revision: 1, position: recorded.at(-1)?.position };
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(answer);
        else expect(outcome.reason).toBeInstanceOf(OutcomeUnknown);
      }
      expect(await theStore().append(stream, 'no stream', events)).toEqual(answer);
    });

    test('at another revision that the stream has passed are refused', async () => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', sampleEvents(1));
      const events = sampleEvents(1);
      await theStore().append(stream, 0, events);
      await theStore().append(stream, 1, sampleEvents(1));
      await expect(theStore().append(stream, 1, events)).rejects.toBeInstanceOf(WrongExpectedRevision);
      await expect(theStore().append(stream, 'no stream', events)).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await idsIn(stream)).toHaveLength(3);
    });

    test('together with another event are not the same append', async () => {
      const stream = freshStream();
      const events = sampleEvents(2);
      await theStore().append(stream, 'no stream', events);
      const refused = theStore().append(stream, 'no stream', [...events, sampleEvent()]);
      await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await idsIn(stream)).toHaveLength(2);
    });

    test('to another stream are accepted there', async () => {
      const [one, other] = [freshStream(), freshStream()];
      const events = sampleEvents(1);
      await theStore().append(one, 'no stream', events);
      await theStore().append(other, 'no stream', events);
      expect(await idsIn(other)).toEqual(events.map((event) => event.id));
    });

    test('with the expectation moved to the new head are new events', async () => {
      const stream = freshStream();
      const events = sampleEvents(1);
      await theStore().append(stream, 'no stream', events);
      expect((await theStore().append(stream, 0, events)).revision).toBe(1);
      expect(await idsIn(stream)).toEqual([events[0]?.id, events[0]?.id]);
    });
  });

  describe('the size of an append', () => {
    const kilobytes = (count: number) => sampleEvent({ text: 'x'.repeat(count * 1024) });

    test('below 1,048,576 bytes in all is taken', async () => {
      const stream = freshStream();
      await theStore().append(stream, 'no stream', [kilobytes(500), kilobytes(500)]);
      expect(await idsIn(stream)).toHaveLength(2);
    });

    test.each([
      ['one event', () => [kilobytes(1100)]],
      ['several events together', () => [kilobytes(550), kilobytes(550)]],
      ['letters of three bytes', () => [sampleEvent({ text: '雇'.repeat(400 * 1024) })]],
    ])('above it is refused and stores nothing: %s', async (_name, events) => {
      const stream = freshStream();
      await expect(theStore().append(stream, 'no stream', events())).rejects.toBeInstanceOf(AppendTooLarge);
      expect(await idsIn(stream)).toEqual([]);
      expect((await theStore().append(stream, 'no stream', [sampleEvent()])).revision).toBe(0);
    });
  });
}
