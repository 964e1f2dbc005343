/** An honest server, on the SDK's own server side; run as a program it speaks over standard input and output. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

export function shopServer(): McpServer {
  const server = new McpServer({ name: 'shop', version: '1' });
  server.registerTool(
    'find_order',
    {
      description: 'Finds an order by its number.',
      inputSchema: { number: z.number().int() },
      annotations: { readOnlyHint: true },
    },
    ({ number }) => ({ content: [{ type: 'text', text: `Order ${number}: two lamps, paid.` }] }),
  );
  server.registerTool(
    'cancelOrder',
    {
      description: 'Cancels an order.',
      inputSchema: { number: z.number().int(), reason: z.string().optional() },
    },
    ({ number }) => ({ content: [], structuredContent: { cancelled: number } }),
  );
  return server;
}

if (import.meta.main) await shopServer().connect(new StdioServerTransport());
