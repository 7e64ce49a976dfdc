import { Body, Controller, Inject, Param, Post, Res, type Type } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '#platform/access/nest';
import type { Actor, Position, Revision } from '#platform/event-store';
import { etagOf, IdempotencyKey, IfMatch } from '#platform/http/nest';
import { LookUpQuery } from '#platform/projections/nest';
import { documentCommand } from './command-openapi.ts';
import type { LookUp } from '../also-told.ts';
import { commandFrom } from '../command-from.ts';
import type { CommandRoute, CommandRoutes } from '../command-routes.ts';
import { foundBeside } from './found-beside.ts';
import { issueSent } from './issuing.ts';

/** The body that answers a command. */
export interface CommandAnswer {
  readonly id: string;
  readonly revision: Revision;
  /** For `minPosition`: a query with it sees this command's effect. */
  readonly position: Position;
  /** Types of the events recorded, in order; none where exactly that was recorded already. */
  readonly events: readonly string[];
  /** What is told beside, under the name that the route gives it. */
  readonly [alsoTold: string]: unknown;
}

/**
 * A controller that offers decisions over HTTP, one route each. Fields of the command that stand in the path are taken
 * from there; the body may not name them.
 */
export function commandController({ path, routes }: CommandRoutes): Type {
  @Controller(path)
  class CommandController {
    constructor(
      @Inject(CommandBus) readonly bus: CommandBus,
      @Inject(QueryBus) readonly queries: QueryBus,
    ) {}
  }
  for (const [route, offered] of Object.entries<CommandRoute>(routes)) {
    const subPath = route.slice('POST '.length);
    const method = offered.decision.name;
    const handle = handlerOf(offered);
    Object.defineProperty(CommandController.prototype, method, { value: handle, configurable: true, writable: true });
    const descriptor = Object.getOwnPropertyDescriptor(CommandController.prototype, method)!;
    Post(subPath)(CommandController.prototype, method, descriptor);
    [Param(), Body(), CurrentActor(), IdempotencyKey(), IfMatch(), Res({ passthrough: true })].forEach(
      (decorate, index) => decorate(CommandController.prototype, method, index),
    );
    documentCommand(CommandController, method, subPath, offered);
  }
  return CommandController;
}

function handlerOf({ decision, onBehalfOf, alsoTold }: CommandRoute) {
  return async function handle(
    this: { readonly bus: CommandBus; readonly queries: QueryBus },
    params: Readonly<Record<string, string>>,
    body: unknown,
    actor: Actor,
    idempotencyKey: string,
    expectedRevision: Revision | undefined,
    reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = commandFrom(decision, params, body);
    const issued = await issueSent(this.bus, decision, command, {
      ...{ actor, idempotencyKey },
      ...(onBehalfOf && { onBehalfOf: { kind: onBehalfOf } }),
      ...(expectedRevision !== undefined && { expectedRevision }),
    });
    const { id, revision, position, events, created } = issued;
    const lookUp: LookUp = (name, query) => this.queries.execute(new LookUpQuery(name, query));
    const found = alsoTold ? await foundBeside(alsoTold, lookUp, { command, actor, issued }) : [];
    void reply.status(created ? 201 : 200).header('ETag', etagOf(revision));
    if (created) void reply.header('Location', locationOf(reply, id));
    if (!alsoTold || found.length === 0) return { id, revision, position, events };
    void reply.status(202);
    return { id, revision, position, events, [alsoTold.member]: found };
  };
}

function locationOf(reply: FastifyReply, id: string): string {
  return `${reply.request.url.replace(/\?.*$/, '').replace(/\/$/, '')}/${id}`;
}
