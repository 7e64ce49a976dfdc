import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOperation, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { DiscardParkedEvent, discardParkedEvent } from '#contexts/upkeep';
import { CurrentActor } from '#platform/access/nest';
import { commandFrom, derivedId } from '#platform/decider';
import { type CommandAnswer, issueSent } from '#platform/decider/nest';
import type { Actor } from '#platform/event-store';
import { inputSchema, Problem, refused, validateInput } from '#platform/http';
import { ApiProblem, ApiSignIn, IdempotencyKey } from '#platform/http/nest';
import {
  OperatedProjections,
  orderActions,
  type OperatedProjection,
  type Order,
  type OrderAction,
  type ParkedStream,
  type ProjectionsOverview,
} from '#platform/projections/engine';
import { EventExplorer, type ShownEvent } from './event-explorer.ts';
import { requireRole } from './require-role.ts';

/** What an operator wants done. */
export class OrderInput {
  @ApiProperty({ enum: orderActions })
  @IsIn(orderActions)
  action!: OrderAction;

  @ApiProperty({ required: false, description: 'By default the version that the action is usually for.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(999)
  version?: number;

  @ApiProperty({ required: false, description: 'Of a `retry`: id of the one parked stream to try; by default all.' })
  @IsOptional()
  @Length(1, 200)
  stream?: string;
}

/** An event that made a row, without what it says. */
export interface ExplainedEvent extends ShownEvent {
  readonly did: 'made' | 'changed' | 'removed' | 'passed over';
}

/**
 * The life of read models, for who runs the service: how each version stands, what is parked, what made a row, and orders,
 * carried out by whichever process keeps the projection. It shows no value of any row or event.
 */
@ApiTags('operators')
@ApiSignIn('system administrators')
@ApiProblem(
  503,
  'READ_MODELS_UNAVAILABLE, STORE_UNAVAILABLE: the database, or the event store, is away; see Retry-After',
)
@Controller('operators/projections')
export class OperatorsController {
  constructor(
    private readonly projections: OperatedProjections,
    private readonly explorer: EventExplorer,
    private readonly bus: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All read models with their versions: state, position, lag, pace, what stopped them' })
  @ApiResponse({ status: 200, description: '`head` of the log, and `items`' })
  overview(@CurrentActor() actor: Actor): Promise<ProjectionsOverview> {
    requireOperator(actor);
    return this.projections.overview();
  }

  @Get(':name')
  @ApiOperation({ summary: 'One read model with its versions' })
  @ApiResponse({ status: 200, description: '`item`' })
  @ApiProblem(404, 'NOT_FOUND: there is no read model of this name')
  async one(@Param('name') name: string, @CurrentActor() actor: Actor): Promise<{ readonly item: OperatedProjection }> {
    requireOperator(actor);
    return { item: await this.#existing(name) };
  }

  @Get(':name/parked')
  @ApiOperation({ summary: 'Streams that are parked, each with the event that could not be folded' })
  @ApiResponse({ status: 200, description: '`items`, in the order they were parked' })
  @ApiProblem(404, 'NOT_FOUND: there is no read model of this name')
  async parked(
    @Param('name') name: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly items: readonly ParkedStream[] }> {
    requireOperator(actor);
    await this.#existing(name);
    return { items: await this.projections.parked(name) };
  }

  @Get(':name/rows/:key/events')
  @ApiOperation({
    summary: 'The events that made a row, in order, without what they say',
    description: 'A row that depends on others is found by folding the log again, which takes as long as the log is.',
  })
  @ApiQuery({ name: 'version', required: false, schema: { type: 'integer', minimum: 1, maximum: 999 } })
  @ApiResponse({ status: 200, description: '`items`; none for a row that never was' })
  @ApiProblem(400, 'VALIDATION_FAILED: `version` is no number from 1 to 999')
  @ApiProblem(403, 'NOT_EXPLAINED: its rows hide figures, which their events would tell; ROLE_NOT_ALLOWED and the like')
  @ApiProblem(404, 'NOT_FOUND: there is no such read model, or no such version of it')
  async explain(
    @Param('name') name: string,
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Query('version') version?: string,
  ): Promise<{ readonly items: readonly ExplainedEvent[] }> {
    requireOperator(actor);
    const explained = await this.projections.explain(name, key, versionOf(version));
    if (!explained) throw new Problem({ status: 404, code: 'NOT_FOUND' });
    return { items: explained.map(({ event, did }) => ({ ...this.explorer.show(event, false), did })) };
  }

  @Post(':name/orders')
  @HttpCode(202)
  @ApiOperation({ summary: 'Has something done to a read model, by the process that keeps it' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiResponse({ status: 202, description: '`item`: the order; ask for it again until it is `done` or `refused`' })
  @ApiProblem(400, 'VALIDATION_FAILED, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID')
  @ApiProblem(404, 'NOT_FOUND: there is no read model of this name')
  @ApiProblem(422, 'IDEMPOTENCY_KEY_REUSED: another order was given under this key')
  async order(
    @Param('name') name: string,
    @Body() body: OrderInput,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly item: Order }> {
    requireOperator(actor);
    const { action, version, stream } = validateInput(OrderInput, body);
    await this.#existing(name);
    const wish = { name, version: version ?? null, action, stream: stream ?? null, orderedBy: actor.userId };
    const item = await this.projections.order(wish, derivedId('order', actor.userId, name, key));
    if (item.action !== action || item.version !== wish.version || item.stream !== wish.stream) throw keyReused();
    return { item };
  }

  @Get(':name/orders/:id')
  @ApiOperation({ summary: 'An order, and what came of it' })
  @ApiResponse({ status: 200, description: '`item`' })
  @ApiProblem(404, 'NOT_FOUND: there is no such order, or it is long settled')
  async orderOf(
    @Param('name') name: string,
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly item: Order }> {
    requireOperator(actor);
    const item = await this.projections.orderOf(name, id);
    if (!item) throw new Problem({ status: 404, code: 'NOT_FOUND' });
    return { item };
  }

  @Post(':name/discard')
  @HttpCode(200)
  @ApiOperation({
    operationId: discardParkedEvent.name,
    summary: 'Lets a version pass over the event it waits at, now and in every rebuild',
    description: 'The event of a parked stream, or the one that a version stopped at. The explanation is sealed.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiBody({ schema: inputSchema(DiscardParkedEvent, ['projection']) })
  @ApiResponse({ status: 200, description: 'Recorded durably: `id`, `revision`, `position`, `events`' })
  @ApiProblem(400, 'VALIDATION_FAILED, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID')
  @ApiProblem(404, 'NOT_FOUND: there is no read model of this name')
  @ApiProblem(409, 'NOT_PARKED: no such version waits at the event; ALREADY_DISCARDED')
  @ApiProblem(422, 'IDEMPOTENCY_KEY_REUSED: another command was sent under this key')
  @ApiProblem(503, 'READ_MODELS_UNAVAILABLE, STORE_UNAVAILABLE, KEYS_UNAVAILABLE, OUTCOME_UNKNOWN: send it again')
  async discard(
    @Param('name') name: string,
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @CurrentActor() actor: Actor,
  ): Promise<CommandAnswer> {
    requireOperator(actor);
    await this.#existing(name);
    const command = commandFrom(discardParkedEvent, { projection: name }, body) as DiscardParkedEvent;
    if (!(await this.projections.isDiscardable(name, command.version, command.eventId))) throw notParked();
    const issued = await issueSent(this.bus, discardParkedEvent, command, { actor, idempotencyKey });
    const { id, revision, position, events } = issued;
    return { id, revision, position, events };
  }

  async #existing(name: string): Promise<OperatedProjection> {
    const found = await this.projections.of(name);
    if (!found) throw new Problem({ status: 404, code: 'NOT_FOUND' });
    return found;
  }
}

const FOR_OPERATORS = {
  en: 'Read models are kept by system administrators',
  ja: '読み取りモデルの管理はシステム管理者の権限です',
};

function requireOperator(actor: Actor): void {
  requireRole(actor, ['system_admin'], FOR_OPERATORS);
}

/** @throws Problem 400 for what is no number of a version */
function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  const message = { en: 'must be a number from 1 to 999', ja: '1から999までの数を指定してください' };
  throw refused([{ path: 'version', code: 'RANGE', message }]);
}

function keyReused(): Problem {
  return new Problem({
    status: 422,
    code: 'IDEMPOTENCY_KEY_REUSED',
    detail: {
      en: 'This Idempotency-Key was used for another order',
      ja: 'この Idempotency-Key は別の指示で使用済みです',
    },
  });
}

function notParked(): Problem {
  return new Problem({
    status: 409,
    code: 'NOT_PARKED',
    detail: {
      en: 'This version does not wait at that event: what was folded is not passed over afterwards',
      ja: 'この版は当該イベントで停止していません。反映済みのイベントは除外できません',
    },
  });
}
