import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SampleService } from '../serving/read-model-sample-service.fixture.ts';

let service: SampleService;
let document: OpenAPIObject;
beforeAll(async () => {
  service = await new SampleService().listen();
  document = SwaggerModule.createDocument(service.app, new DocumentBuilder().build());
});
afterAll(() => service.stop());

test('every served read model has a list, a row and a change feed, every parameter its schema', () => {
  expect(Object.keys(document.paths)).toEqual([
    '/referrals',
    '/referrals/changes',
    '/referrals/{referralId}',
    '/iesc/office-tasks',
    '/iesc/office-tasks/changes',
    '/iesc/office-tasks/{taskId}',
  ]);
  const { operationId, parameters } = document.paths['/referrals']!.get!;
  expect(operationId).toBe('list_referrals');
  const named = parameters!.map((parameter) => ('name' in parameter ? parameter.name : '')).sort();
  expect(named).toEqual(
    [
      ...['stage', 'dueOn', 'dueOnFrom', 'dueOnTo', 'persons', 'circumstances', 'host'],
      ...['q', 'sort', 'limit', 'cursor', 'minPosition', 'If-None-Match'],
    ].sort(),
  );
});

test('the schema of a row is that of its table, its joins and what every item carries', () => {
  const response = document.paths['/referrals/{referralId}']!.get!.responses['200'];
  const { schema } = (response as unknown as { content: Record<string, { schema: { properties: { item: object } } }> })
    .content['application/json']!;
  const { properties, required } = schema.properties.item as {
    properties: Record<string, unknown>;
    required: string[];
  };
  expect(required).toEqual(Object.keys(properties));
  expect(properties).toMatchObject({
    referralId: { type: 'string' },
    dueOn: { type: 'string', format: 'date', nullable: true },
    persons: { type: 'integer' },
    circumstances: { type: 'array', items: { type: 'string' } },
    host: { type: 'string', nullable: true, description: 'Class B: null where the reader may not see it.' },
    client: {
      type: 'object',
      nullable: true,
      properties: { phone: { nullable: true, description: 'Class D: null where the reader may not see it.' } },
    },
    revision: { type: 'integer', nullable: true },
    availableActions: { type: 'array', items: { type: 'string' } },
    withheld: { type: 'array', items: { type: 'string' } },
  });
});

test('every status is documented', () => {
  const { responses } = document.paths['/iesc/office-tasks']!.get!;
  expect(Object.keys(responses)).toEqual(['200', '304', '400', '401', '403', '404', '503']);
});

test('a change feed takes the list’s filters and the id to begin after; its events are those of rows', () => {
  const { operationId, parameters, responses } = document.paths['/referrals/changes']!.get!;
  expect(operationId).toBe('follow_referrals');
  const named = parameters!.map((parameter) => ('name' in parameter ? parameter.name : '')).sort();
  expect(named).toEqual(
    ['stage', 'dueOn', 'dueOnFrom', 'dueOnTo', 'persons', 'circumstances', 'host', 'after', 'Last-Event-ID'].sort(),
  );
  expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404', '410', '429', '503']);
  const { content } = responses['200'] as unknown as {
    content: { [type: string]: { schema: { oneOf: { properties: Record<string, Record<string, unknown>> }[] } } };
  };
  const events = content['text/event-stream']!.schema.oneOf.map(({ properties }) => [
    properties['event']!['enum'],
    Object.keys(properties['data']!['properties']!),
  ]);
  expect(events).toEqual([
    [['row'], ['key', 'position', 'item']],
    [['gone'], ['key', 'position']],
    [['reset'], ['version']],
  ]);
});
