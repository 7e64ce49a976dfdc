export { developmentUsers } from './development-users.ts';
export { openApiDocumentUnstarted } from './openapi.ts';
export { startService, type RunningService } from './service.ts';
export { settingDefinitions, type ServiceSettings } from './settings.ts';
