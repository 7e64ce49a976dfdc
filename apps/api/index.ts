export { ApiModule, type ApiParts } from './api.module.ts';
export { developmentUsers } from './development-users.ts';
export { openApiDocumentOf } from './openapi.ts';
export { startService, type RunningService } from './service.ts';
export { settingDefinitions, type ServiceSettings } from './settings.ts';
