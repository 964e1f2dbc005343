/**
 * The verbs, their options and their help. A verb's own file is loaded when the verb is typed and not
 * before, so that `antiphon --help` loads nothing else.
 */
import { Command, CommanderError, Option } from 'commander';
import { parsePipeline, parsePort, parseSeats, pipelines } from './shared/option-values.ts';
import { exitStatus, explain, UsageError } from './shared/exit-status.ts';
import { packageVersion } from './shared/package-version.ts';
import type { World } from './shared/world.ts';

const statuses = `
Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C, 143 stopped by SIGTERM.
With --debug an error shows where it comes from.
Models are kept in ANTIPHON_CACHE, or else in the cache folder of this user.`;

const redactName = 'the name of a person, taken out like numbers and addresses; may be given again';

/** Commander hands no value back from an action. */
interface Outcome {
  status: number;
}

/** Runs what was typed. Never rejects. @returns the exit status. */
export async function runCommand(words: readonly string[], world: World): Promise<number> {
  try {
    const outcome: Outcome = { status: exitStatus.ok };
    await buildProgram(world, outcome).parseAsync(words, { from: 'user' });
    return outcome.status;
  } catch (thrown) {
    // Commander has printed what it had to say; it throws for `--help` too.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitStatus.ok : exitStatus.usage;
    if (world.interruption.came !== undefined) {
      world.err('Stopped.\n');
      return world.interruption.status;
    }
    world.err(explain(thrown, words.includes('--debug')));
    return thrown instanceof UsageError ? exitStatus.usage : exitStatus.failed;
  }
}

function buildProgram(world: World, outcome: Outcome): Command {
  const program = new Command('antiphon')
    .description('A voice-agent runtime: phone and browser callers talk to agents that listen and speak.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: world.out, writeErr: world.err })
    .showHelpAfterError('  cure: See what there is with --help.')
    .addHelpText('after', statuses);
  addServe(program, world, outcome);
  addTalk(program, world, outcome);
  addReplay(program, world, outcome);
  addTest(program, world, outcome);
  addScenario(program, world, outcome);
  addCallers(program, world, outcome);
  addModels(program, world, outcome);
  addDoctor(program, world, outcome);
  return program;
}

function addServe(program: Command, world: World, outcome: Outcome): void {
  verb(program, 'serve', 'answer calls, with the demonstration agent or one of yours')
    .option(
      '--port <number>',
      'where to listen; 0 is any free one (default: 8080, or the next free)',
      parsePort,
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--agent <file>', 'a module that exports an agent, as `default` or as `agent`')
    .option('--pipeline <name>', `${pipelines.join(', ')}, instead of the agent's own`, parsePipeline)
    .option('--seats <number>', 'calls at a time', parseSeats, 100)
    .option('--log <folder>', 'write a log of each call there, which holds what was said (default: none)')
    .option(
      '--store <file>',
      'keep calls in this SQLite file, so that they survive a crash (default: not kept)',
    )
    .option(
      '--callers <file>',
      'remember callers in this SQLite file, if the agent names what (default: not)',
    )
    .option('--redact', 'take personal data out of kept calls once they have ended')
    .option('--redact-name <words>', redactName, collect)
    .option('--offline', 'never touch the network')
    .action(async (options) => {
      outcome.status = await (await import('./serve.ts')).serveVerb(options, world);
    });
}

function addTalk(program: Command, world: World, outcome: Outcome): void {
  verb(program, 'talk', 'call a server and say a recording, at the pace of speech')
    .option('--wav <file>', 'what to say; given again, it is said after the answer', collect)
    .option('--url <address>', 'whom to call (default: ws://127.0.0.1:8080/call, or an own server)')
    .option('--pipeline <name>', `${pipelines.join(', ')}, instead of the agent's own`, parsePipeline)
    .option(
      '--after <greeting|ms>',
      'when to begin: after the greeting, or so long after the answer',
      'greeting',
    )
    .option('--out <file>', 'write the call as a stereo WAV: caller left, agent right')
    .option('--log <folder>', 'an own server writes a log of the call there')
    .option('--offline', 'an own server never touches the network')
    .option('--raw', 'print what was said as it was said, personal data too')
    .option('--redact-name <words>', redactName, collect)
    .option('--json', 'print one JSON object at the end')
    .action(async (options) => {
      outcome.status = await (await import('./talk.ts')).talkVerb(options, world);
    });
}

function addReplay(program: Command, world: World, outcome: Outcome): void {
  verb(program, 'replay', 'decide a logged call again, and point at the first difference')
    .argument('<log>', 'a log that was written with --log')
    .option('--redact-name <words>', redactName, collect)
    .option('--json', 'print one JSON object')
    .action(async (path, options) => {
      outcome.status = await (await import('./replay.ts')).replayVerb(path, options, world);
    });
}

function addTest(program: Command, world: World, outcome: Outcome): void {
  verb(program, 'test', 'play scenarios with an agent, in virtual time')
    .argument('<file...>', 'files of scenarios, or folders that hold such (*.scenarios.yaml)')
    .option('--agent <file>', 'a module that exports an agent, instead of the one that each file names')
    .option('--only <words>', 'only scenarios with these words in their name')
    .option('--judge <file>', 'a module that exports a language model, which judges what is meant')
    .addOption(
      new Option('--mode <mode>', 'how every scenario sounds, whatever it says itself').choices([
        'text',
        'audio',
        'voices',
      ]),
    )
    .option('--jobs <count>', 'processes that play at once (default: as many as spoken scenarios are worth)')
    .option('--strict', 'a meaning that nobody judged fails its scenario')
    .option('--junit <file>', 'write a report for a build server there')
    .action(async (paths, options) => {
      outcome.status = await (await import('./test.ts')).testVerb(paths, options, world);
    });
}

function addScenario(program: Command, world: World, outcome: Outcome): void {
  verb(program, 'scenario', 'make a scenario of a logged call, to be played with `test`')
    .argument('<log>', 'a log that was written with --log')
    .option('--agent <file>', 'the module that the scenario names as its agent')
    .option('--name <words>', 'the name of the scenario')
    .option('--raw', 'keep what was said as it was said, personal data too')
    .option('--redact-name <words>', redactName, collect)
    .option('--out <file>', 'write it there, and over nothing (default: print it)')
    .action(async (path, options) => {
      outcome.status = (await import('./scenario.ts')).scenarioVerb(path, options, world);
    });
}

function addCallers(program: Command, world: World, outcome: Outcome): void {
  const callers = verb(program, 'callers', 'hand out or delete what is remembered of a caller');
  const load = () => import('./callers.ts');
  const each = (name: string, summary: string): Command =>
    verb(callers, name, summary)
      .argument('<id>', 'the id under which the house knows the caller')
      .requiredOption('--store <file>', 'the SQLite file in which callers are remembered')
      .option('--json', 'print one JSON object');
  each('export', 'print everything that is kept of one caller, for that caller').action(
    async (id, options) => {
      outcome.status = await (await load()).exportCaller(id, options, world);
    },
  );
  each('forget', 'delete everything that is kept of one caller, for good').action(async (id, options) => {
    outcome.status = await (await load()).forgetCaller(id, options, world);
  });
}

function addModels(program: Command, world: World, outcome: Outcome): void {
  const models = verb(program, 'models', 'see, fetch, check and remove the models that are downloaded');
  const load = () => import('./models.ts');
  verb(models, 'list', 'what there is, where it is from, and under which licence', { isDefault: true })
    .option('--json', 'print one JSON object')
    .action(async (options) => {
      outcome.status = await (await load()).listModels(options, world);
    });
  verb(models, 'pull', 'fetch what is missing; goes on where it was stopped')
    .option('--force', 'fetch again what is there')
    .option('--offline', 'never touch the network: what is missing is an error')
    .action(async (options) => {
      outcome.status = await (await load()).pullModels(options, world);
    });
  verb(models, 'verify', 'read every byte and compare')
    .option('--json', 'print one JSON object')
    .action(async (options) => {
      outcome.status = await (await load()).verifyModels(options, world);
    });
  verb(models, 'remove', 'delete them; a running server keeps what it has open').action(async () => {
    outcome.status = await (await load()).removeModels(world);
  });
}

function addDoctor(program: Command, world: World, outcome: Outcome): void {
  verb(program, 'doctor', 'look whether everything is there that `serve` needs')
    .option('--json', 'print one JSON object')
    .action(async (options) => {
      outcome.status = await (await import('./doctor.ts')).doctorVerb(options, world);
    });
}

function verb(
  parent: Command,
  name: string,
  summary: string,
  settings: { isDefault?: boolean } = {},
): Command {
  return parent
    .command(name, settings)
    .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
    .summary(summary)
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .allowExcessArguments(false)
    .addOption(new Option('--debug', 'show where an error comes from').hideHelp());
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
