/** Operations of an OpenAPI 3 document as tools. */
export { openApiTools, type OpenApiTools } from './openapi-tools.ts';
export type { OpenApiToolsOptions } from './options.ts';
export type { ToolSettings } from '../shared/foreign-tool.ts';
