import { Body, Controller, Inject, Param, Post, Res, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '#platform/access';
import type { Actor, OnBehalfOf, Position, Revision } from '#platform/event-store';
import { etagOf, IdempotencyKey, IfMatch, refused, validateInput } from '#platform/http';
import { documentCommand } from './command-openapi.ts';
import type { Decision } from './decision.ts';
import { issueSent } from './issuing.ts';

/** How a command is offered over HTTP. */
export interface CommandRoute {
  readonly decision: Decision;
  /** What it does, for the reader of the OpenAPI document. */
  readonly summary: string;
  /** A complete body, without what the path holds. */
  readonly example: { readonly [field: string]: unknown };
  /** Set where the command is somebody else's wish that the actor passes on. */
  readonly onBehalfOf?: OnBehalfOf['kind'];
}

/** The body that answers a command. */
export interface CommandAnswer {
  readonly id: string;
  readonly revision: Revision;
  /** For `minPosition`: a query with it sees this command's effect. */
  readonly position: Position;
  /** Types of the events recorded, in order; none where exactly that was recorded already. */
  readonly events: readonly string[];
}

/**
 * A controller that offers decisions over HTTP, one route each: `'POST /:referralId/decline': { decision, … }`.
 * Fields of the command that stand in the path are taken from there; the body may not name them.
 */
export function commandController(path: string, routes: { readonly [route: `POST ${string}`]: CommandRoute }): Type {
  @Controller(path)
  class CommandController {
    constructor(@Inject(CommandBus) readonly bus: CommandBus) {}
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

function handlerOf({ decision, onBehalfOf }: CommandRoute) {
  return async function handle(
    this: { readonly bus: CommandBus },
    params: Readonly<Record<string, string>>,
    body: unknown,
    actor: Actor,
    idempotencyKey: string,
    expectedRevision: Revision | undefined,
    reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const issued = await issueSent(this.bus, decision, commandFrom(decision, params, body), {
      ...{ actor, idempotencyKey },
      ...(onBehalfOf && { onBehalfOf: { kind: onBehalfOf } }),
      ...(expectedRevision !== undefined && { expectedRevision }),
    });
    const { id, revision, position, events, created } = issued;
    void reply.status(created ? 201 : 200).header('ETag', etagOf(revision));
    if (created) void reply.header('Location', locationOf(reply, id));
    return { id, revision, position, events };
  };
}

/**
 * The command that a request asks for: fields that stand in the path are taken from there.
 *
 * @throws Problem 400 where it is malformed, or the body names what stands in the path
 */
export function commandFrom(decision: Decision, params: Readonly<Record<string, string>>, body: unknown): object {
  return validateInput(decision.command, withPath(body, params));
}

function withPath(body: unknown, params: Readonly<Record<string, string>>): unknown {
  if (Object.keys(params).length === 0) return body;
  if (body === undefined) return params;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const named = Object.keys(params).find((name) => Object.hasOwn(body, name));
  if (named !== undefined) throw refused([{ path: named, code: 'UNKNOWN_FIELD', message: STANDS_IN_THE_PATH }]);
  return { ...body, ...params };
}

const STANDS_IN_THE_PATH = { en: 'stands in the path already', ja: 'パスで指定済みです' };

function locationOf(reply: FastifyReply, id: string): string {
  return `${reply.request.url.replace(/\?.*$/, '').replace(/\/$/, '')}/${id}`;
}
