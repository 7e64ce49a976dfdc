import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE } from '../problem.ts';
import { problemSchema } from './problem-schema.ts';

/** Documents a status that a route refuses with: a problem document, with the codes that `description` names. */
export const ApiProblem = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({ status, description, content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } } });

/**
 * Documents that a route asks who is there.
 *
 * @param forWhom completes "ROLE_NOT_ALLOWED: for … only"; left out where every role may come
 */
export function ApiSignIn(forWhom?: string): MethodDecorator & ClassDecorator {
  const refused = forWhom === undefined ? '' : `ROLE_NOT_ALLOWED: for ${forWhom} only; `;
  return applyDecorators(
    ApiBearerAuth(),
    ApiProblem(401, 'TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_INVALID: signing in is required'),
    ApiProblem(403, `${refused}ROLE_UNKNOWN, CLAIMS_INCOMPLETE: the token says nobody this service knows`),
  );
}
