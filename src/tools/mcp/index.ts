/** Tools of a Model Context Protocol server, over standard input and output or streamable HTTP. */
export { mcpTools, type McpTools } from './mcp-tools.ts';
export type { McpHttpServer, McpProcessServer, McpToolsOptions } from './options.ts';
export type { ToolSettings } from '../shared/foreign-tool.ts';
