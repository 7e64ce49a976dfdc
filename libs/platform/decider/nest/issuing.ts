import { type CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject, type Provider, type Type } from '@nestjs/common';
import type { CommandContext, Issued } from '../command-context.ts';
import { CommandDoor, targetOf } from '../command-door.ts';
import { commandIdOf } from '../command-id.ts';
import type { Decision } from '../decision.ts';

/** What travels over the CommandBus: a validated command with its context. Each decision has a class of its own. */
export class Issue {
  constructor(
    readonly command: object,
    readonly context: CommandContext,
  ) {}
}

const messages = new WeakMap<Decision, Type<Issue>>();

/** The message that carries a decision's command over the CommandBus. */
export function issueOf(decision: Decision): Type<Issue> {
  const known = messages.get(decision);
  if (known) return known;
  const message = { [decision.name]: class extends Issue {} }[decision.name]!;
  messages.set(decision, message);
  return message;
}

/** The CommandBus handler of a decision: it goes through the {@link CommandDoor}, as everything does. */
export function commandHandlerOf(decision: Decision): Provider {
  @CommandHandler(issueOf(decision))
  class Handler implements ICommandHandler<Issue, Issued> {
    constructor(@Inject(CommandDoor) private readonly door: CommandDoor) {}

    execute({ command, context }: Issue): Promise<Issued> {
      return this.door.issue(decision, command, context);
    }
  }
  return Handler;
}

/** What comes with a command over HTTP besides what it says. */
export interface Sent extends Pick<CommandContext, 'actor' | 'onBehalfOf' | 'expectedRevision'> {
  readonly idempotencyKey: string;
}

/**
 * Issues a command that was sent over HTTP: the same sender, type, target and key are the same command (law 6).
 *
 * @throws Refusal and what else the door throws
 */
export function issueSent(
  bus: CommandBus,
  decision: Decision,
  command: object,
  { idempotencyKey, ...context }: Sent,
): Promise<Issued> {
  const target = targetOf(decision, command, context.actor) ?? '';
  const commandId = commandIdOf(context.actor.userId, decision.name, target, idempotencyKey);
  return bus.execute(new (issueOf(decision))(command, { ...context, commandId, source: 'api' }));
}
