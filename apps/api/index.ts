export { developmentUsers } from './development-users.ts';
export { EventExplorer } from './event-explorer.ts';
export { openApiDocumentUnstarted } from './openapi.ts';
export type { ExplainedEvent } from './operators.controller.ts';
export { startService, type RunningService } from './service.ts';
