import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOperation, type ApiOperationOptions, ApiResponse, ApiTags } from '@nestjs/swagger';
import { retryCommand, skipCommand } from '#contexts/process';
import { CurrentActor } from '#platform/access/nest';
import { commandFrom, type Decision } from '#platform/decider';
import { issueSent, type CommandAnswer } from '#platform/decider/nest';
import type { Actor } from '#platform/event-store';
import { inputSchema, Problem } from '#platform/http';
import { ApiProblem, ApiSignIn, IdempotencyKey } from '#platform/http/nest';
import {
  OperatedProcesses,
  type OperatedProcessInFull,
  type ProcessesOverview,
} from '#platform/process-managers/engine';
import { requireRole } from './require-role.ts';

/**
 * The processes, for who runs the service: how each stands, what it has to do, and what is to become of a command that was
 * given up. An order is an event; whichever program runs the processes follows it.
 */
@ApiTags('operators')
@ApiSignIn('system administrators')
@ApiProblem(503, 'PROCESSES_UNAVAILABLE, STORE_UNAVAILABLE: the database, or the event store, is away; see Retry-After')
@Controller('operators/processes')
export class ProcessesController {
  constructor(
    private readonly processes: OperatedProcesses,
    private readonly bus: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All processes: position, commands that wait, fail or were given up, timers' })
  @ApiResponse({ status: 200, description: '`head` of the log, and `items`' })
  overview(@CurrentActor() actor: Actor): Promise<ProcessesOverview> {
    requireOperator(actor);
    return this.processes.overview();
  }

  @Get(':process')
  @ApiOperation({ summary: 'One process with its first hundred commands and timers, without what they say' })
  @ApiResponse({ status: 200, description: '`item`' })
  @ApiProblem(404, 'NOT_FOUND: there is no process of this name')
  async one(
    @Param('process') process: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly item: OperatedProcessInFull }> {
    requireOperator(actor);
    const item = await this.processes.of(process);
    if (!item) throw new Problem({ status: 404, code: 'NOT_FOUND' });
    return { item };
  }

  @OrderAt('retry', retryCommand, { summary: 'Has a command tried again that was given up' })
  retry(
    @Param('process') process: string,
    @Param('plannedId') plannedId: string,
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @CurrentActor() actor: Actor,
  ): Promise<CommandAnswer> {
    return this.#order(retryCommand, { process, plannedId }, body, { actor, idempotencyKey });
  }

  @OrderAt('skip', skipCommand, {
    summary: 'Has a command passed over for good that was given up',
    description: 'What its instance has to do after it goes on. The explanation is sealed.',
  })
  skip(
    @Param('process') process: string,
    @Param('plannedId') plannedId: string,
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey: string,
    @CurrentActor() actor: Actor,
  ): Promise<CommandAnswer> {
    return this.#order(skipCommand, { process, plannedId }, body, { actor, idempotencyKey });
  }

  async #order(
    decision: Decision,
    path: Readonly<Record<string, string>>,
    body: unknown,
    sent: { readonly actor: Actor; readonly idempotencyKey: string },
  ): Promise<CommandAnswer> {
    requireOperator(sent.actor);
    const { id, revision, position, events } = await issueSent(
      this.bus,
      decision,
      commandFrom(decision, path, body),
      sent,
    );
    return { id, revision, position, events };
  }
}

/** A route that decides about one command of a process, with what it answers. */
function OrderAt(route: string, decision: Decision, said: Pick<ApiOperationOptions, 'summary' | 'description'>) {
  return applyDecorators(
    Post(`:process/commands/:plannedId/${route}`),
    HttpCode(200),
    ApiOperation({ operationId: decision.name, ...said }),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiBody({ schema: inputSchema(decision.command, ['process', 'plannedId']) }),
    ApiResponse({ status: 200, description: 'Recorded durably: `id`, `revision`, `position`, `events`' }),
    ApiProblem(400, 'VALIDATION_FAILED, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID'),
    ApiProblem(409, 'NOT_GIVEN_UP'),
    ApiProblem(422, 'IDEMPOTENCY_KEY_REUSED: another command was sent under this key'),
    ApiProblem(503, 'STORE_UNAVAILABLE, KEYS_UNAVAILABLE, OUTCOME_UNKNOWN: send it again'),
  );
}

const FOR_OPERATORS = {
  en: 'Processes are kept by system administrators',
  ja: '自動処理の管理はシステム管理者の権限です',
};

function requireOperator(actor: Actor): void {
  requireRole(actor, ['system_admin'], FOR_OPERATORS);
}
