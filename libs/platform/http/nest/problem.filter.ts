import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import './acting-request.ts';
import { describeError } from '../error-description.ts';
import { preferredLanguage } from '../preferred-language.ts';
import { problemOfError } from './problem-of-error.ts';
import { Problem, PROBLEM_MEDIA_TYPE, type ProblemInit, problemDocument } from '../problem.ts';

/**
 * Answers every error as a problem document. What becomes a 5xx is logged with the request's id, its class and its
 * stack frames (a 503 answered on purpose without them); nothing of an unexpected error reaches the caller.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** The same for errors that Fastify meets before there is a route. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const init = problemOfError(error);
    if (error instanceof Problem && init.status === 503) {
      // Answered on purpose ("not read so far yet", "the issuer is away"): worth a line, not a stack.
      this.logger.warn({ requestId: request.id, code: init.code }, 'not available just now');
    } else if (init.status >= 500) {
      this.logger.error({ requestId: request.id, code: init.code, error: describeError(error) }, 'request failed');
    }
    request.problemCode = init.code;
    // A stream that breaks in the middle has answered 200 already: all that is left is to cut it.
    if (reply.raw.headersSent) reply.raw.destroy();
    else sendProblem(init, request, reply);
  }
}

function sendProblem(init: ProblemInit, request: FastifyRequest, reply: FastifyReply): void {
  const language = preferredLanguage(request.headers['accept-language']);
  void reply
    .code(init.status)
    .headers({
      ...init.headers,
      'Content-Type': PROBLEM_MEDIA_TYPE,
      'Content-Language': language,
      Vary: 'Accept-Language',
    })
    .send(JSON.stringify(problemDocument(init, language, request.id)));
}
