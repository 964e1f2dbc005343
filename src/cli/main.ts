#!/usr/bin/env node
/** The command `antiphon`. */
import { Interruption } from './shared/interruption.ts';
import { resolveOwnSource } from './shared/own-source.ts';
import { runCommand } from './program.ts';

resolveOwnSource();
// Whoever reads our output may stop reading: `antiphon models | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

using interruption = new Interruption((status) => process.exit(status));
const status = await runCommand(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  interruption,
});
// An agent of the user's may have left timers and sockets behind; what was printed must still get out.
process.stdout.write('', () => process.exit(status));
