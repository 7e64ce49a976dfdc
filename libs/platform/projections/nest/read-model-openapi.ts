import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '#platform/http/nest';
import { ERASED } from '#platform/privacy';
import type { Column } from '../definition/column.ts';
import type { Projection } from '../definition/definition.ts';
import { filterParameters, type FilterParameter, type ServedProjection } from '../serving/read-model-parameters.ts';
import { DEFAULT_LIMIT, HIGHEST_LIMIT, LONGEST_SEARCH, MOST_VALUES } from '../serving/read-model-request.ts';
import { valueForm } from '../serving/read-model-values.ts';

/** A schema of OpenAPI 3.0, as far as read models need one. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly items?: Schema;
  readonly properties?: { [name: string]: Schema };
  readonly required?: string[];
  readonly enum?: unknown[];
  readonly [keyword: string]: unknown;
}

/** Documents the list of a read model. */
export function documentPage(projection: ServedProjection, projections: readonly Projection[]): MethodDecorator {
  const { name, serve, table } = projection;
  const { sorts } = serve;
  return applyDecorators(
    ApiTags(name),
    ApiOperation({ operationId: `list_${name}`, summary: serve.summary, description: audienceOf(projection) }),
    ...filterParameters(projection).map(documentFilter),
    ...(table.searched.length > 0
      ? [
          ApiQuery({
            name: 'q',
            required: false,
            description: `Rows that hold each of these words in one of: ${table.searched.join(', ')}.`,
            schema: { type: 'string', minLength: 1, maxLength: LONGEST_SEARCH },
          }),
        ]
      : []),
    ApiQuery({
      name: 'sort',
      required: false,
      description: 'Column to sort by, `-` before it for descending; rows without a value come last either way.',
      schema: { type: 'string', enum: sorts.flatMap((sort) => [sort, `-${sort}`]), default: sorts[0] },
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: DEFAULT_LIMIT },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: 'The `next` of the page before, with the same sort, filters and search.',
      schema: { type: 'string' },
    }),
    documentCommonOf(
      'A page of rows.',
      answerSchema({ items: { type: 'array', items: itemSchema(projection, projections) }, next: NEXT }),
    ),
  );
}

/** Documents the address of one row of a read model. */
export function documentRow(projection: ServedProjection, projections: readonly Projection[]): MethodDecorator {
  const { name, serve, table } = projection;
  return applyDecorators(
    ApiTags(name),
    ApiOperation({
      operationId: `read_${name}`,
      summary: `${serve.summary}: one row`,
      description: audienceOf(projection),
    }),
    ApiParam({ name: table.keyColumn, schema: { type: 'string' } }),
    documentCommonOf('The row.', answerSchema({ item: itemSchema(projection, projections) })),
  );
}

/** Documents the change feed of a read model. */
export function documentChanges(projection: ServedProjection, projections: readonly Projection[]): MethodDecorator {
  const { name, serve } = projection;
  return applyDecorators(
    ApiTags(name),
    ApiBearerAuth(),
    ApiOperation({
      operationId: `follow_${name}`,
      summary: `${serve.summary}: what changes`,
      description:
        `Server-Sent Events. ${audienceOf(projection)} Without an id the stream begins with \`reset\`, then tells every ` +
        'row there is, then what changes; with the id of an event, or the `Last-Event-ID` of a page, it tells what has ' +
        'changed since. A message may come twice; its newest is the truth. An id without data says that nothing else ' +
        'has changed up to it. The stream ends with the sign-in; comments keep it awake.',
    }),
    ...filterParameters(projection).map(documentFilter),
    ApiQuery({
      name: 'after',
      required: false,
      description: 'The id to begin after, for those who cannot send `Last-Event-ID`, which goes before it.',
      schema: CHANGE_ID,
    }),
    ApiHeader({ name: 'Last-Event-ID', required: false, schema: { ...CHANGE_ID } }),
    ApiResponse({
      status: 200,
      description: 'The schema is that of one event: its name, and its data parsed.',
      content: { 'text/event-stream': { schema: changeSchema(itemSchema(projection, projections)) } },
    }),
    ...documentProblems([
      ...PROBLEMS,
      [410, 'CHANGES_FORGOTTEN: what is gone since that id (seven days and more) is forgotten; begin without an id.'],
      [429, 'TOO_MANY_FEEDS: one user follows too many at once.'],
      [503, 'READ_MODEL_BUILDING, READ_MODELS_UNAVAILABLE: not now; `Retry-After` says when to ask again.'],
    ]),
  );
}

const CHANGE_ID: Schema = { type: 'string', pattern: '^\\d{1,3}:\\d{1,16}$', example: '1:4711' };

/** One event of a change feed, by its name. */
function changeSchema(item: Schema): Schema {
  const key: Schema = { type: 'string', description: 'Key of the row.' };
  const position: Schema = { type: 'integer', description: 'Position of the event that changed it last.' };
  const version: Schema = { type: 'integer', description: 'Version of the read model that follows.' };
  const event = (name: string, description: string, data: { [member: string]: Schema }): Schema => ({
    ...objectOf({ event: { type: 'string', enum: [name] }, data: objectOf(data) }),
    description,
  });
  return {
    oneOf: [
      event('row', 'A row as it is now.', { key, position, item }),
      event('gone', 'A row is not there any more for this reader and these filters.', { key, position }),
      event('reset', 'What the reader has is void: everything there is follows.', { version }),
    ],
  };
}

/** The schema of a row as it is answered; `projections` are those it may join. */
export function itemSchema(projection: ServedProjection, projections: readonly Projection[]): Schema {
  const properties: { [name: string]: Schema } = {};
  for (const [name, column] of Object.entries(projection.table.columns)) {
    if (!column.isHidden) properties[name] = columnSchema(column);
  }
  for (const [name, [other, , columns]] of Object.entries(projection.serve.joins ?? {})) {
    const table = projections.find((one) => one.name === other)?.table;
    const joined = columns.map((column) => [column, columnSchema(table!.columns[column]!)] as const);
    properties[name] = { ...objectOf(Object.fromEntries(joined)), nullable: true };
  }
  return objectOf({
    ...properties,
    revision: {
      type: 'integer',
      minimum: 0,
      nullable: true,
      description: "Revision of the aggregate's stream, for `If-Match`.",
    },
    availableActions: {
      type: 'array',
      items: { type: 'string' },
      description: 'Commands the reader may issue as it stands.',
    },
    withheld: {
      type: 'array',
      items: { type: 'string' },
      description: 'Members that are null because the reader may not see them.',
    },
  });
}

function columnSchema(column: Column): Schema {
  const description = column.dataClass && `Class ${column.dataClass}: null where the reader may not see it.`;
  return {
    ...valueSchema(column),
    ...((column.isNullable || column.dataClass) && { nullable: true }),
    ...(description && { description }),
  };
}

function valueSchema(column: Column): Schema {
  if (column.kind === 'list') return { type: 'array', items: column.element ? valueSchema(column.element) : {} };
  if (column.kind === 'sealed') return { description: `A personal value; "${ERASED}" once the person was erased.` };
  const form = valueForm(column);
  if (!form) return {};
  const { type, format } = form.schema;
  return { type, ...(format !== undefined && { format }) };
}

const NEXT: Schema = {
  type: 'string',
  nullable: true,
  description: 'The `cursor` of the next page; null on the last.',
};

function answerSchema(members: { [name: string]: Schema }): Schema {
  const { required, ...schema } = objectOf({
    ...members,
    position: { type: 'integer', description: 'The log was read up to here; a later query takes it as `minPosition`.' },
    lag: objectOf({
      events: { type: 'integer', nullable: true, description: 'Events not seen yet, where the log can count them.' },
      seconds: {
        type: 'number',
        nullable: true,
        description: 'Seconds since the first event not seen yet was stored; null while the log is away.',
      },
    }),
    stale: { type: 'boolean', enum: [true], description: 'There only where the read model has stopped.' },
  });
  return { ...schema, required: required!.filter((name) => name !== 'stale') };
}

function objectOf(properties: { [name: string]: Schema }): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

function documentFilter({ name, column, test, form, isList }: FilterParameter): MethodDecorator {
  const schema: Schema = { ...form.schema };
  if (test !== 'one of') {
    const side = test === 'from' ? 'not before' : 'not after';
    return ApiQuery({ name, required: false, description: `Rows whose ${column} is ${side} this.`, schema });
  }
  return ApiQuery({
    name,
    required: false,
    description: isList
      ? `Rows whose ${column} holds this value; given several times, one of them.`
      : `Rows with this ${column}; given several times, with one of them.`,
    style: 'form',
    explode: true,
    schema: { type: 'array', items: schema, minItems: 1, maxItems: MOST_VALUES },
  });
}

type Problems = readonly (readonly [status: number, description: string])[];

const PROBLEMS: Problems = [
  [400, 'VALIDATION_FAILED: a parameter is unknown or has a value that is none; `errors` names it.'],
  [401, 'TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_INVALID: signing in is required.'],
  [403, 'ROLE_UNKNOWN, CLAIMS_INCOMPLETE: the token says nobody this service knows.'],
  [404, 'NOT_FOUND: there is none, or none in the reader’s scope.'],
];

function documentProblems(problems: Problems): readonly MethodDecorator[] {
  return problems.map(([status, description]) => ApiProblem(status, description));
}

/** Headers of every answer of a read model, also of one without a body. */
const STANDING: { [name: string]: { description: string; schema: Schema } } = {
  ETag: { description: 'For `If-None-Match`.', schema: { type: 'string' } },
  Position: { description: 'As `position` in the body.', schema: { type: 'integer' } },
  'Lag-Events': { description: 'As `lag.events` in the body, where it is known.', schema: { type: 'integer' } },
  'Lag-Seconds': { description: 'As `lag.seconds` in the body, where it is known.', schema: { type: 'number' } },
  'Last-Event-ID': {
    description: 'What the change feed takes to tell what changed from here on; of several pages, the first one’s.',
    schema: { type: 'string' },
  },
};

/** What lists and rows have in common: freshness, conditional requests, refusals. */
function documentCommonOf(description: string, schema: Schema): MethodDecorator {
  const problems: Problems = [
    ...PROBLEMS,
    [
      503,
      'POSITION_NOT_REACHED, READ_MODEL_BUILDING, READ_MODELS_UNAVAILABLE: not now; `Retry-After` says when to ask again.',
    ],
  ];
  return applyDecorators(
    ApiBearerAuth(),
    ApiQuery({
      name: 'minPosition',
      required: false,
      description: 'Waits until the answer includes this position of the log, as the answer to a command gave it.',
      schema: { type: 'integer', minimum: 0 },
    }),
    ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } }),
    ApiResponse({ status: 200, description, schema, headers: STANDING }),
    ApiResponse({ status: 304, description: 'As the caller has it.', headers: STANDING }),
    ...documentProblems(problems),
  );
}

function audienceOf({ audience }: Projection): string {
  const readers = {
    iesc: 'Read by IESC.',
    nasilc: 'Read by NASILC.',
    both: 'Read by both organisations.',
    everyone: 'Read by both organisations, and by who runs the service.',
    auditor: 'Read by auditors only.',
  };
  return `${readers[audience]} Rows out of the reader’s scope are not there.`;
}
