export type {} from './acting-request.ts';
export { ApiProblem, ApiSignIn } from './api-problem.ts';
export { Draining } from './draining.ts';
export { HEALTH_INDICATORS } from './health.controller.ts';
export { createHttpApplication, type HttpApplicationOptions } from './http-application.ts';
export { HttpModule } from './http.module.ts';
export { IdempotencyKey } from './idempotency-key.ts';
export { etagOf, IfMatch } from './if-match.ts';
export { Public, PUBLIC } from './public.ts';
