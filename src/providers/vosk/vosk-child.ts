/** The program of a child process: loads the engine that its arguments name, then serves its streams. */
import process from 'node:process';
import { SystemClock } from '../../clock/system-clock.ts';
import { serveParent } from '../../runtime/child-pool/child-side.ts';
import type { EngineModule, EngineParameters } from './engine.ts';
import { HearingRoom, type FreeFormPolicy } from './hearing-room.ts';

export interface VoskChildArguments {
  /** URL of a module that is an `EngineModule`. */
  engineModule: string;
  engineParameters: EngineParameters;
  freeForm: FreeFormPolicy;
}

await serveParent(async (send) => {
  const { engineModule, engineParameters, freeForm } = JSON.parse(process.argv[2]!) as VoskChildArguments;
  const { openEngine } = (await import(engineModule)) as EngineModule;
  const engine = await openEngine(engineParameters);
  const room = new HearingRoom(engine, freeForm, new SystemClock(), send);
  return (type, lease, payload) => room.handle(type, lease, payload);
});
