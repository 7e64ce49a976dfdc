import { Body, Controller, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CurrentActor } from '#platform/access/nest';
import type { Actor, Position, Revision } from '#platform/event-store';
import { validateInput } from '#platform/http';
import { IdempotencyKey } from '#platform/http/nest';
import { documentBulk } from './bulk-openapi.ts';
import type { CommandContext } from '../command-context.ts';
import { CommandDoor, targetOf } from '../command-door.ts';
import { commandIdOf } from '../command-id.ts';
import type { BulkCommandRoute } from '../command-routes.ts';
import { issueSent } from './issuing.ts';
import { Refusal, type Message } from '../refusal.ts';
import { forbidden } from '../refusals-at-the-door.ts';

/** What became of one of them, or would as things stand. */
export interface BulkResult {
  readonly id: string;
  /** `unchanged`: exactly that is recorded already. */
  readonly outcome: 'recorded' | 'unchanged' | 'refused';
  /** Types of the events recorded, in order. */
  readonly events: readonly string[];
  readonly revision?: Revision;
  readonly refusal?: {
    readonly code: string;
    readonly message: Message;
    readonly id?: string;
    readonly currentStage?: string;
  };
}

export interface BulkAnswer {
  readonly results: readonly BulkResult[];
  /** For `minPosition`: the last that was recorded; null where nothing was. */
  readonly position: Position | null;
}

/**
 * A controller that offers one decision for several things at once, and its preview. Each thing is a command of its own,
 * in a stream of its own, under an id that derives from the key and the thing: sent again, what was done is answered and
 * what was not is done.
 */
export function bulkCommandController({ path, bulk }: BulkCommandRoute): Type {
  const { decision, command, each } = bulk;
  const commandsIn = (body: unknown) =>
    each(validateInput(command, body)).map((one) => validateInput(decision.command, { ...one }));

  @Controller(path)
  class BulkCommandController {
    constructor(
      @Inject(CommandBus) private readonly bus: CommandBus,
      @Inject(CommandDoor) private readonly door: CommandDoor,
    ) {}

    @Post()
    @HttpCode(200)
    async carryOut(
      @Body() body: unknown,
      @CurrentActor() actor: Actor,
      @IdempotencyKey() idempotencyKey: string,
    ): Promise<BulkAnswer> {
      const done = await this.forEach(body, actor, (one) =>
        issueSent(this.bus, decision, one, { actor, idempotencyKey }),
      );
      return answerOf(done);
    }

    @Post('preview')
    @HttpCode(200)
    async preview(@Body() body: unknown, @CurrentActor() actor: Actor): Promise<BulkAnswer> {
      const would = await this.forEach(body, actor, async (one) => {
        const commandId = commandIdOf(actor.userId, decision.name, targetOf(decision, one, actor) ?? '', 'preview');
        const context: CommandContext = { actor, commandId, source: 'api' };
        return { events: await this.door.rehearse(decision, one, context) };
      });
      return answerOf(would);
    }

    /** One after the other, so that what holds for all of them (a store that is away) ends it early. */
    private async forEach(body: unknown, actor: Actor, act: (one: object) => Promise<Done>): Promise<readonly Told[]> {
      if (!decision.by.includes(actor.role)) throw forbidden(decision, actor);
      const told: Told[] = [];
      for (const one of commandsIn(body)) {
        const id = targetOf(decision, one, actor) ?? '';
        try {
          told.push({ id, ...(await act(one)) });
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          told.push({ id, refusal: error });
        }
      }
      return told;
    }
  }
  Object.defineProperty(BulkCommandController, 'name', { value: `Bulk${decision.name}Controller` });
  documentBulk(BulkCommandController, bulk);
  return BulkCommandController;
}

interface Done {
  readonly events: readonly string[];
  readonly revision?: Revision;
  readonly position?: Position;
}

type Told = { readonly id: string } & (Done | { readonly refusal: Refusal });

function answerOf(told: readonly Told[]): BulkAnswer {
  const positions = told.flatMap((one) => ('position' in one && one.position !== undefined ? [one.position] : []));
  return { results: told.map(resultOf), position: positions.length === 0 ? null : Math.max(...positions) };
}

function resultOf(one: Told): BulkResult {
  if ('refusal' in one) {
    const { code, text: message, details } = one.refusal;
    const { id, currentStage } = details;
    const refusal = {
      code,
      message,
      ...(id !== undefined && { id }),
      ...(currentStage !== undefined && { currentStage }),
    };
    return { id: one.id, outcome: 'refused', events: [], refusal };
  }
  const { id, events, revision } = one;
  const outcome = events.length === 0 ? 'unchanged' : 'recorded';
  return { id, outcome, events, ...(revision !== undefined && { revision }) };
}
