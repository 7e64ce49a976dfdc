import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hamana, Narrator, onOneDay, playMainJob } from '#apps/cli';
import { type NewEvent, type RecordedEvent, streamName } from '#platform/event-store';
import { openEventStore } from '#platform/event-store/adapters';
import { tasukiFor } from './cli-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const INBOX = 'iesc_incoming_referrals';
const REASON = '移行元の誤記録';

const service = new ServiceUnderTest({ MIN_POSITION_WAIT_MS: '60000' });
const projections = tasukiFor(service, 'projections');
let referralId: string;
/** The event that no read model of referrals can fold: its advisor is a number. */
let spoilt: string;
/** Where the import ends in the log. */
let imported: number;

/** What an import that went wrong has left in a stream: an event against its schema, and a sound one behind it. */
async function importInto(stream: `${string}-${string}`): Promise<void> {
  const log = await openEventStore({ url: undefined, dataDir: service.dataDir });
  const before: RecordedEvent[] = [];
  for await (const event of log.read(stream)) before.push(event);
  const assigned = (advisorId: string | number): NewEvent => ({
    id: randomUUID(),
    type: 'ReferralAssigned',
    data: { advisorId },
    metadata: { ...before.at(-1)!.metadata, schemaVersion: 1, commandId: randomUUID() },
  });
  const events = [assigned(7), assigned('advisor-22-imported')];
  spoilt = events[0]!.id;
  ({ position: imported } = await log.append(stream, before.at(-1)!.revision, events));
  await log.close();
}

beforeAll(async () => {
  await service.start();
  const people = await service.people();
  ({ referralId } = await playMainJob({
    people,
    cast: hamana,
    narrator: new Narrator(() => undefined),
    days: onOneDay(new Date().toISOString()),
  }));
  await service.end();
  await importInto(streamName('referral', referralId));
  await service.start();
});
afterAll(() => service.remove());

/** Streams parked in the inbox, as `/metrics` tells it. */
async function parkedGauge(): Promise<number | undefined> {
  const lines = (await (await fetch(`${service.url}/metrics`)).text()).split('\n');
  const told = lines.find((line) => line.startsWith(`tasuki_projection_parked{projection="${INBOX}"`));
  return told === undefined ? undefined : Number(told.slice(told.lastIndexOf(' ') + 1));
}

/** The projector has come to the end of the import, and parked its stream. */
async function isParked(): Promise<void> {
  const { status } = await fetch(`${service.url}/iesc/referral-inbox?minPosition=${imported}`, {
    headers: { authorization: `Bearer ${await service.token('intake-22')}` },
  });
  expect(status).toBe(200);
  expect(await parkedGauge()).toBe(1);
}

async function advisorOfRow(): Promise<unknown> {
  const { intake } = await service.people();
  return (await intake.row(`/iesc/referral-inbox/${referralId}`))['advisorId'];
}

async function discardOverHttp(user: string, body: object, key = 'once'): Promise<[number, Record<string, unknown>]> {
  const answer = await fetch(`${service.url}/operators/projections/${INBOX}/discard`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await service.token(user)}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  return [answer.status, (await answer.json()) as Record<string, unknown>];
}

test('an event that a read model cannot fold parks its stream, and is discarded by its stream’s name', async () => {
  await isParked();
  expect((await projections('parked', INBOX)).out).toContain(`ReferralAssigned ${spoilt} at position`);
  expect(await advisorOfRow()).not.toBe('advisor-22-imported');

  expect(await projections('discard', INBOX, `referral-${referralId}`, '--reason', REASON)).toEqual({
    code: 0,
    out: `Version 5 of ${INBOX} passes ReferralAssigned ${spoilt} over.\n${INBOX}: version 5 is live.\n`,
    error: '',
  });
  expect(await advisorOfRow()).toBe('advisor-22-imported');
  expect(await parkedGauge()).toBe(0);
  expect((await projections('verify', INBOX)).out).toContain('; 1 folded again, 0 different.');
});

test('a rebuild has the same rows, beside the old ones and from nothing', async () => {
  expect((await projections('rebuild', INBOX)).code).toBe(0);
  expect([await advisorOfRow(), await parkedGauge()]).toEqual(['advisor-22-imported', 0]);
  await service.end();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(service.dataDir, `read-models.db${suffix}`), { force: true });
  await service.start();
  expect([await advisorOfRow(), await parkedGauge()]).toEqual(['advisor-22-imported', 0]);
});

test('only what a version waits at is discarded, by operators alone, and once', async () => {
  const wish = { version: 5, eventId: spoilt, explanation: REASON };
  expect(await discardOverHttp('consultant-22', wish)).toMatchObject([403, { code: 'ROLE_NOT_ALLOWED' }]);
  expect(await discardOverHttp('system-admin', { ...wish, eventId: randomUUID() })).toMatchObject([
    ...[409, { code: 'NOT_PARKED' }],
  ]);
  expect(await discardOverHttp('system-admin', { ...wish, version: 2 })).toMatchObject([409, { code: 'NOT_PARKED' }]);
  expect(await discardOverHttp('system-admin', wish)).toMatchObject([409, { code: 'ALREADY_DISCARDED' }]);
  expect(await discardOverHttp('system-admin', { version: 5, eventId: spoilt })).toMatchObject([
    ...[400, { code: 'VALIDATION_FAILED' }],
  ]);
  expect(await projections('discard', INBOX, spoilt, '--reason', REASON)).toEqual({
    code: 1,
    out: '',
    error: `Nothing of ${INBOX} waits at ${spoilt}, see: npx tasuki projections parked ${INBOX}\n`,
  });
});

test('the same command sent again is answered as it was; another read model still waits at the event', async () => {
  const token = await service.token('system-admin');
  const send = () =>
    fetch(`${service.url}/operators/projections/referral_detail/discard`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'again' },
      body: JSON.stringify({ version: 4, eventId: spoilt, explanation: REASON }),
    });
  const first = await send();
  expect(first.status).toBe(200);
  const answer = (await first.json()) as { readonly events: readonly string[]; readonly position: number };
  expect(answer.events).toEqual(['ParkedEventDiscarded']);
  const again = await send();
  expect([again.status, await again.json()]).toEqual([200, answer]);
});

test('where no service runs the files themselves are asked; the reason is sealed', async () => {
  await service.end();
  await importInto(streamName('referral', referralId));
  const said = await projections('discard', INBOX, spoilt, '--reason', REASON, '--json');
  expect([said.code, said.error]).toEqual([
    1,
    `Nothing of ${INBOX} waits at ${spoilt}, see: npx tasuki projections parked ${INBOX}\n`,
  ]);
  await service.start();
  await isParked();
  await service.end('SIGKILL');
  const { code, out, error } = await projections('discard', INBOX, spoilt, '--reason', REASON, '--json');
  expect([code, error]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    discarded: { version: 5, eventId: spoilt, eventType: 'ReferralAssigned' },
    projection: { versions: [{ version: 5, state: 'live', parked: 0 }] },
  });
  const log = await openEventStore({ url: undefined, dataDir: service.dataDir });
  const discards: RecordedEvent[] = [];
  for await (const event of log.readAll()) if (event.type === 'ParkedEventDiscarded') discards.push(event);
  await log.close();
  expect(discards.map(({ metadata }) => metadata.actor.userId)).toEqual([
    'system-admin',
    'system-admin',
    'command-line',
  ]);
  expect(JSON.stringify(discards)).not.toContain(REASON);
});
