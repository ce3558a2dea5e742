export { ConsoleModule } from './console.module.js';
export { openApiDocument } from './openapi.js';
