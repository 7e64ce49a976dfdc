import { type CanActivate, type ExecutionContext, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { createHttpApplication } from '#platform/http/nest';
import { type AlsoTold, CommandDoor, commandIdOf, commandRoutes } from '../index.ts';
import {
  closeThing,
  decisions,
  ForgetfulEventStore,
  maker,
  makeThing,
  openDoor,
  renameThing,
  thingId,
} from '../sample-things.fixture.ts';
import { commandController, commandHandlerOf } from './index.ts';

/** Names that were asked for together with one that is looked for. */
const namedAlike: AlsoTold = {
  member: 'alike',
  description: 'Others are called so.',
  schema: { type: 'object' },
  example: { name: 'first' },
  find: async (_, { command, actor, issued: { position } }) => {
    const { name } = command as { readonly name: string };
    return name.startsWith('common') ? [{ name, for: actor.userId, position }] : [];
  },
};

const things = commandRoutes('things', {
  'POST /': {
    decision: makeThing,
    summary: 'Make a thing',
    example: { name: 'first' },
    onBehalfOf: 'businessOwner',
    alsoTold: namedAlike,
  },
  'POST /:thingId/rename': { decision: renameThing, summary: 'Rename it', example: { name: 'second' } },
  'POST /:thingId/close': { decision: closeThing, summary: 'Close it', example: {} },
});

/** Everybody is the maker here. */
class SignedIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    context.switchToHttp().getRequest<FastifyRequest>().actor = maker;
    return true;
  }
}

let app: NestFastifyApplication;
let url: string;
let store: ForgetfulEventStore;

beforeEach(async () => {
  store = new ForgetfulEventStore();
  const { door } = openDoor(store);
  @Module({
    imports: [CqrsModule.forRoot()],
    controllers: [commandController(things)],
    providers: [
      ...decisions.map(commandHandlerOf),
      { provide: CommandDoor, useValue: door },
      { provide: APP_GUARD, useClass: SignedIn },
    ],
  })
  class TestModule {}
  app = await createHttpApplication(TestModule, { logLevel: 'silent' });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = await app.getUrl();
});
afterEach(() => app.close());

async function post(path: string, body: unknown, headers: Record<string, string> = { 'idempotency-key': 'key-1' }) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const [location, etag] = [response.headers.get('location'), response.headers.get('etag')];
  return { status: response.status, location, etag, body: (await response.json()) as Record<string, unknown> };
}

/** Status, code and paths at fault. */
async function problem(answer: ReturnType<typeof post>) {
  const { status, body } = await answer;
  const errors = (body['errors'] ?? []) as readonly { readonly path: string; readonly code: string }[];
  return [status, body['code'], ...errors.map(({ path, code }) => `${path}: ${code}`)];
}

test('a thing is made: 201 with its place, its revision and its position', async () => {
  expect(await post('/things', { thingId, name: 'first' })).toEqual({
    status: 201,
    location: `/things/${thingId}`,
    etag: '"0"',
    body: { id: thingId, revision: 0, position: 1, events: ['ThingMade'] },
  });
  expect(store.log[0]!.metadata).toMatchObject({
    actor: maker,
    onBehalfOf: { kind: 'businessOwner' },
    commandId: commandIdOf(maker.userId, 'MakeThing', thingId, 'key-1'),
    source: 'api',
  });
});

test('without an id it gets one, the same when the request is sent again', async () => {
  const made = await post('/things', { name: 'first' });
  expect(made.location).toBe(`/things/${String(made.body['id'])}`);
  expect(await post('/things', { name: 'first' })).toEqual(made);
  expect(store.log).toHaveLength(1);
});

test('what is found beside a new thing is told with it: 202, and the same when the request is sent again', async () => {
  const made = await post('/things', { thingId, name: 'common' });
  expect(made).toEqual({
    status: 202,
    location: `/things/${thingId}`,
    etag: '"0"',
    body: {
      ...{ id: thingId, revision: 0, position: 1, events: ['ThingMade'] },
      alike: [{ name: 'common', for: maker.userId, position: 1 }],
    },
  });
  expect(await post('/things', { thingId, name: 'common' })).toEqual(made);
  expect(store.log).toHaveLength(1);
});

test('what is there already is answered with 200 and no place', async () => {
  await post('/things', { thingId, name: 'first' });
  expect(await post(`/things/${thingId}/rename`, { name: 'second' })).toEqual({
    status: 200,
    location: null,
    etag: '"1"',
    body: { id: thingId, revision: 1, position: 2, events: ['ThingRenamed'] },
  });
});

test('the query of a request is no part of the place', async () => {
  expect((await post('/things?x=1', { thingId, name: 'first' })).location).toBe(`/things/${thingId}`);
});

test('a command with nothing to say but itself needs no body', async () => {
  await post('/things', { thingId, name: 'first' });
  expect((await post(`/things/${thingId}/close`, undefined)).status).toBe(200);
});

test('the same key is another command on another thing, and for another command', async () => {
  const other = '0b6c1d9e-43a1-4c57-9b1f-000000000001';
  expect((await post('/things', { thingId, name: 'first' })).status).toBe(201);
  expect((await post('/things', { thingId: other, name: 'second' })).status).toBe(201);
  expect((await post(`/things/${thingId}/rename`, { name: 'third' })).status).toBe(200);
});

test('the same key with another body is refused', async () => {
  await post('/things', { thingId, name: 'first' });
  expect(await problem(post('/things', { thingId, name: 'second' }))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
});

test('a command without a key is refused', async () => {
  expect(await problem(post('/things', { name: 'first' }, {}))).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
});

test('an id in the path that is no UUID is named', async () => {
  expect(await problem(post('/things/seven/rename', { name: 'second' }))).toEqual([
    400,
    'VALIDATION_FAILED',
    'thingId: IS_UUID',
  ]);
});

test('a field that stands in the path already may not stand in the body', async () => {
  expect(await problem(post(`/things/${thingId}/rename`, { thingId, name: 'second' }))).toEqual([
    400,
    'VALIDATION_FAILED',
    'thingId: UNKNOWN_FIELD',
  ]);
});

test.each([[['name']], ['name'], [null], [7]])('a body that is no object is refused: %j', async (body) => {
  expect((await problem(post(`/things/${thingId}/rename`, body))).slice(0, 2)).toEqual([400, 'VALIDATION_FAILED']);
});

test('fields at fault are named, and those nobody knows', async () => {
  expect(await problem(post('/things', { name: '', size: 7 }))).toEqual([
    400,
    'VALIDATION_FAILED',
    'size: UNKNOWN_FIELD',
    'name: IS_LENGTH',
  ]);
});

test('If-Match takes the revision back', async () => {
  await post('/things', { thingId, name: 'first' });
  const path = `/things/${thingId}/rename`;
  const stale = await post(path, { name: 'x' }, { 'idempotency-key': 'a', 'if-match': '"7"' });
  expect([stale.status, stale.body['code'], stale.body['currentRevision']]).toEqual([412, 'STALE_REVISION', 0]);
  expect((await post(path, { name: 'x' }, { 'idempotency-key': 'a', 'if-match': '"0"' })).etag).toBe('"1"');
});

test('a refusal says where the thing stands and what is possible', async () => {
  await post('/things', { thingId, name: 'first' });
  await post(`/things/${thingId}/close`, {});
  const refused = await post(`/things/${thingId}/rename`, { name: 'second' });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'NOT_ALLOWED', currentStage: 'closed', availableActions: ['CloseThing'] },
  });
});

test('a store that keeps its answer to itself is 503, and the same request succeeds later', async () => {
  store.lose = ['before', 'before', 'before', 'before', 'before'];
  expect(await problem(post('/things', { thingId, name: 'first' }))).toEqual([503, 'OUTCOME_UNKNOWN']);
  expect((await post('/things', { thingId, name: 'first' })).status).toBe(201);
});
