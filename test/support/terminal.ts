/** The command as it is typed, in this process: what it prints, and the status it ends with. */
import { runCommand } from '../../src/cli/program.ts';
import { Interruption } from '../../src/cli/shared/interruption.ts';

export interface Printed {
  status: number;
  out: string;
  err: string;
}

export async function typed(...words: string[]): Promise<Printed> {
  let out = '';
  let err = '';
  using interruption = new Interruption(() => {});
  const world = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    isTerminal: false,
    interruption,
  };
  return { status: await runCommand(words, world), out, err };
}
